/** How much of what the API takes. Server, page and command line all read them here. */

/** Of a person or a key, in UTF-16 units after spaces at the ends are gone. */
export const MAX_NAME_LENGTH = 80
/** 64 before the @, 255 after it (RFC 5321). */
export const MAX_EMAIL_LENGTH = 320
/** Of a new password. */
export const MIN_PASSWORD_LENGTH = 10
export const MAX_PASSWORD_LENGTH = 128
/** Of a password that is tried. */
export const MAX_TRIED_PASSWORD_LENGTH = 1000
/** Of tokens and of other short texts. */
export const MAX_TEXT_LENGTH = 1000
/** Slots in the palette of people's colours. */
export const PEOPLE_COLOURS = 12
/** What a link is called by the people who manage it; the rest of a longer one is cut off. */
export const MAX_LINK_LABEL_LENGTH = 100
/** How often a link may be used at most. */
export const MAX_LINK_USES = 1_000_000
/** Ten years: of a key, and of a link that the command line makes. */
export const MAX_DAYS = 3650
/** Entries of the log in one answer. */
export const MAX_AUDIT_PAGE = 200
export const USUAL_AUDIT_PAGE = 50
/** Of a body that is no file. */
export const MAX_BODY_BYTES = 64 * 1024
