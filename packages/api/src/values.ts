/** Values that many answers and requests have: roles, instants, ids, texts of a limited length. */
import * as v from 'valibot'
import { MAX_EMAIL_LENGTH, MAX_TEXT_LENGTH } from './limits.ts'

/** From the most to the least. An owner may do all that an editor may, and so on down. */
export const ROLES = ['owner', 'editor', 'commenter', 'viewer'] as const
export const Role = v.picklist(ROLES)
export type Role = v.InferOutput<typeof Role>

/** What a link can give. Owners are made by e-mail. */
export const LINK_ROLES = ['editor', 'commenter', 'viewer'] as const
export const LinkRole = v.picklist(LINK_ROLES)
export type LinkRole = v.InferOutput<typeof LinkRole>

export const Visibility = v.picklist(['private', 'public'])
export type Visibility = v.InferOutput<typeof Visibility>

export const KEY_SCOPES = ['read', 'write'] as const
export const KeyScope = v.picklist(KEY_SCOPES)
export type KeyScope = v.InferOutput<typeof KeyScope>

export const SignUp = v.picklist(['open', 'invitation'])
export type SignUp = v.InferOutput<typeof SignUp>

/** ISO 8601, UTC, as the server writes it. */
export const Instant = v.pipe(v.string(), v.isoTimestamp())
/** How many. */
export const Count = v.pipe(v.number(), v.integer(), v.minValue(0))

/** Beyond it, ISO 8601 has six digits for a year, which answers do not have. */
const YEAR_10000_MS = Date.UTC(10_000, 0)

export const isInstant = v.check<string>((text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && Date.parse(text) < YEAR_10000_MS)
/** An instant as somebody gives it; null or missing: none. */
export const GivenInstant = v.nullish(v.pipe(v.string(), isInstant))

/** Text that must be there. */
export const text = (most: number) => v.pipe(v.string(), v.minLength(1), v.maxLength(most))
/** Text that may be missing; null and '' are the same as missing. */
export const optionalText = (most: number) =>
  v.pipe(
    v.nullish(v.pipe(v.string(), v.maxLength(most))),
    v.transform((given) => given || undefined),
  )
/** A whole number from 1; null or missing: no limit. */
export const limitUpTo = (most: number) => v.nullish(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)))
/** True or false. Anything else is as good as missing. */
export const Flag = v.fallback(v.optional(v.boolean()), undefined)

export const Token = text(MAX_TEXT_LENGTH)
export const Email = text(MAX_EMAIL_LENGTH)
