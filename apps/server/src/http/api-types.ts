/**
 * The shapes of the HTTP API: what the page and the server agree on. Types alone, so the page may import them. Times are
 * ISO 8601 instants, UTC. An answer that refuses is `ApiFailure` with a status of 400 or more.
 */
import type { Problem } from '@coeval/chronology'
import type { EncodingOffer } from '@coeval/formats'

/** From the most to the least. An owner may do all that an editor may, and so on down. */
export type Role = 'owner' | 'editor' | 'commenter' | 'viewer'

export interface ApiFailure {
  /** `offer`: the file seems to be in this encoding; send it again with `?encoding=` and its label, if a person agrees. */
  error: { code: string; message: string; problems?: Problem[]; offer?: EncodingOffer }
}

// ── people ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/me`; also the answer of everything that changes who one is. */
export interface Me {
  /** Null: nobody is signed in. Reading public chronologies needs nobody. */
  person: Person | null
  /** It is renewed by asking `GET /api/me` in time: after half of what is left, say. */
  session: {
    expiresAt: string
    /** It began with a one-time link a short while ago: a new password needs not the present one. */
    mayReplacePassword: boolean
  } | null
  instance: {
    hasOwner: boolean
    signUp: SignUp
    /** The university's sign-in, where one is set up; its name is for the button. */
    oidc: { name: string } | null
  }
  /** Of the one who asks, here and now. */
  may: { createChronologies: boolean; signUp: boolean }
}

export type SignUp = 'open' | 'invitation'

export interface Person {
  id: string
  /** Of the guests that one was before: what they left on this device is one's own. */
  formerIds: string[]
  name: string
  /** Slot in the palette of people's colours, 0 to 11. */
  colour: number
  /** Null for a guest, and for an owner who gave none. */
  email: string | null
  /** Came by a link, has no account (yet). */
  isGuest: boolean
  /** Of the whole instance. */
  isOwner: boolean
  hasPassword: boolean
  /** False while a guest's name is still the one that the server made up ("Guest 412"). */
  choseName: boolean
}

/** `PATCH /api/me` → Me. A name of 1 to 80 characters, a colour from 0 to 11. */
export interface ChangeMe {
  name?: string
  colour?: number
}

/** `POST /api/sign-in` → Me. 401 `wrong-password`, 429 `too-many-tries`. */
export interface SignIn {
  email: string
  password: string
}

/** `POST /api/sign-up` → Me. A guest becomes an account and keeps what he wrote. 403 `by-invitation`, 409 `email-taken`. */
export interface SignUpRequest {
  name: string
  email: string
  /** 10 to 128 characters. */
  password: string
  /** Token of an instance invitation (`/sign-up#TOKEN`). */
  invitation?: string
  /**
   * Token of a personal link (`/join#TOKEN`): the account must have the e-mail that the link was made for (403
   * `other-email`), and is a member at once.
   */
  link?: string
}

/** `POST /api/sign-in/oidc` → where the browser goes next. */
export interface SignInOidc {
  /** A path of this server, to come back to: `/c/caj`. */
  returnTo?: string
}
/** Also the answer of `POST /api/me/oidc`: connects the university's sign-in to the account that one is signed in to. */
export interface OidcRedirect {
  redirect: string
}

/** `POST /api/sign-in/link` → Me: a one-time link for one who lost the password (`/sign-in#TOKEN`). */
export interface SignInLink {
  token: string
}

/** `POST /api/sign-out` → Me. */
export interface SignOut {
  everywhere?: boolean
  /** Whether API keys end too. Missing: they do where it is everywhere. */
  keys?: boolean
}

/** `POST /api/me/password` → Me. `current` where there is one. All other sessions end. */
export interface ChangePassword {
  current?: string
  next: string
  /** Whether API keys end too. Missing: they go on. */
  keys?: boolean
}

/** `GET /api/me/sessions` → `{ sessions }`; `DELETE /api/me/sessions/:session` → 204. */
export interface SessionInfo {
  id: string
  createdAt: string
  lastSeenAt: string
  expiresAt: string
  /** Truncated: `192.0.2.0/24`. */
  address: string | null
  /** The browser, as it calls itself. */
  agent: string | null
  isThis: boolean
}

export type KeyScope = 'read' | 'write'

/** `GET /api/me/keys` → `{ keys }`; `DELETE /api/me/keys/:key` → 204. */
export interface KeyInfo {
  id: string
  name: string
  scope: KeyScope
  /** The beginning of the key, to tell it by. */
  start: string
  /** Just this chronology; null: all that its person may open. */
  chronology: string | null
  createdAt: string
  expiresAt: string | null
  lastUsedAt: string | null
}

/** `POST /api/me/keys` → NewKey. */
export interface CreateKey {
  name: string
  scope: KeyScope
  chronology?: string
  /** 1 to 3650; null or missing: it does not expire. */
  expiresInDays?: number | null
}
export interface NewKey extends KeyInfo {
  /** Shown this once. Programs send it as `Authorization: Bearer …`. */
  key: string
}

// ── the first owner, and links ─────────────────────────────────────────────────────────────────────────────────────

/** `POST /api/owner` → Joined: the owner link (`/owner#TOKEN`). 404 `no-such-link` once there is an owner. */
export interface ClaimInstance {
  token: string
  name: string
  /** Both or neither; they can be added later by `POST /api/sign-up`. */
  email?: string
  password?: string
}

/**
 * `POST /api/join` → Joined: a link (`/join#TOKEN`). 404 `no-such-link`, 410 `link-expired`, `link-revoked`, `link-used-up`.
 * A personal link is taken by the account that has its e-mail. Anybody else is told 403 `for-another`, and may send the
 * same with `ask: true` → 202 Asked: the owners of the chronology are asked (409 `too-many-asked`).
 */
export interface Join {
  token: string
  name?: string
  ask?: boolean
}
export interface Asked {
  asked: OwnJoinRequest
  me: Me
}
/** `GET /api/me/requests` → `{ requests }`, the latest first: what one asked to be let in to. */
export interface OwnJoinRequest {
  id: string
  askedAt: string
  /** 'ended': the link was revoked, has expired, or was used by another. */
  state: 'waiting' | 'let-in' | 'refused' | 'ended'
  /** Told once one is in. */
  chronology: string | null
}
export interface Joined {
  chronology: string
  role: Role
  me: Me
}

// ── chronologies ───────────────────────────────────────────────────────────────────────────────────────────────────

export type Visibility = 'private' | 'public'

/** A chronology in the list: only those that one may open. Those in the trash are listed for their owners alone. */
export interface ChronologyInfo {
  id: string
  title: string
  /** Id of the document's lineage, for the `generation` parameter of the sync address. Readers have one of their own. */
  generation: string
  createdAt: string
  updatedAt: string
  trashedAt: string | null
  events: number
  /** What the one who asks is here. */
  role: Role
  visibility: Visibility
  /** Of a viewer in a public chronology: that they are here by a membership or a link, and not like anybody. */
  mayLeave?: true
}

/** `PATCH /api/chronologies/:id` → ChronologyInfo. A title: editors. The rest: owners. `DELETE` → 204: owners, from the trash alone. */
export type ChangeChronology = { title: string } | { trashed: boolean } | { visibility: Visibility }

/** `GET /api/chronologies/:id/sharing`: owners. */
export interface Sharing {
  visibility: Visibility
  /** The first thousand of each. */
  members: MemberInfo[]
  links: LinkInfo[]
  requests: JoinRequest[]
  /** How many there are, where not all are listed. */
  all?: { members: number; links: number }
}

/**
 * Somebody opened a personal link that was made for another address. `POST /api/chronologies/:id/requests/:request` → MemberInfo
 * lets them in with the role of the link, `DELETE` → 204 refuses; 404 `no-such-request` once the link has ended.
 */
export interface JoinRequest {
  id: string
  at: string
  person: { id: string; name: string; colour: number; isGuest: boolean }
  /** As they gave it. Null for a guest. */
  email: string | null
  /** Somebody vouches that it is theirs. */
  isVouched: boolean
  link: { id: string; label: string; role: Role }
}

export interface MemberInfo {
  id: string
  /** The e-mail, for one who was added by it and has not been here: nothing else is told of them before. */
  name: string
  colour: number
  email: string | null
  role: Role
  isGuest: boolean
  /** By membership, or by this link. */
  via: 'membership' | { link: string }
  joinedAt: string
  lastSeenAt: string | null
  /** How many changes of theirs were stored here. */
  updates: number
  /** False for one who was added by e-mail and has not opened it yet. */
  hasCome: boolean
}

/** `DELETE /api/chronologies/:id/membership` → 204: one leaves by oneself. 409 `last-owner`, 404 `no-such-member`. */

/**
 * `PATCH /api/chronologies/:id/members/:person` `{ role }` → MemberInfo; `DELETE` → 204. Also for one who came by a link:
 * a role makes a member of them, and who was removed does not come back by the same link. The last owner stays one (409
 * `last-owner`).
 */
export interface ChangeMember {
  role: Role
}

/**
 * `POST /api/chronologies/:id/members`. An account whose e-mail somebody vouches for is a member at once: a university, whoever
 * keeps the server, or a personal link that was taken by it and that the one who asks had made, or that is of this chronology.
 * For anybody else a personal link is made, to be passed on by the one who asked: this server sends no mail, and
 * somebody else may have made an account with that e-mail.
 */
export interface AddMember {
  email: string
  role: Role
}
export type AddedMember = { member: MemberInfo } | { invitation: NewLink }

export interface LinkInfo {
  id: string
  role: Role
  label: string
  /** For this person alone: the account that has it becomes a member. */
  email: string | null
  createdAt: string
  createdBy: string | null
  expiresAt: string | null
  maxUses: number | null
  uses: number
  lastUsedAt: string | null
  revokedAt: string | null
  state: 'working' | 'expired' | 'used-up' | 'revoked'
  /** Who came by it, the latest first, 50 at most. */
  people: { id: string; name: string; at: string }[]
}

/** `POST /api/chronologies/:id/links` → NewLink. Not for the role of owner. */
export interface CreateLink {
  role: Exclude<Role, 'owner'>
  label?: string
  expiresAt?: string | null
  maxUses?: number | null
}
export interface NewLink extends LinkInfo {
  /** Whole, with the token in its fragment. Shown this once: only its hash is kept. */
  url: string
}

/** `PATCH /api/chronologies/:id/links/:link` → LinkInfo; `DELETE` revokes → RevokedLink. */
export interface RevokedLink {
  link: LinkInfo
  /** Who came by it and is a member all the same: remove them one by one. */
  stay: MemberInfo[]
}
export interface ChangeLink {
  role?: Exclude<Role, 'owner'>
  label?: string
  expiresAt?: string | null
  maxUses?: number | null
}

/** `GET /api/chronologies/:id/here`: editors. Who is connected now; those who only read are counted. */
export interface Here {
  people: {
    id: string
    name: string
    colour: number
    role: Role
    connections: number
    /** Label of the link by which they are here; empty for one without a label, null for a member. */
    link: string | null
  }[]
  /** Connections that only read. */
  readers: number
}

/** `GET /api/chronologies/:id/audit?before=ID&limit=N`: owners; `/api/instance/audit`: the instance's owner. `…/audit.csv` is a file. */
export interface AuditPage {
  entries: AuditEntry[]
  /** For `before`; null at the end. */
  next: number | null
}
export interface AuditEntry {
  id: number
  at: string
  /** Who did it; null for one without a session, and for the server itself. */
  actor: { id: string; name: string } | null
  action: AuditAction
  chronology: { id: string; title: string } | null
  /** What was concerned, in words: a link's label, a person's name. */
  subject: string | null
  /** "editor → viewer", "json", "wrong password" … */
  detail: string | null
  /** Truncated. */
  address: string | null
  /** What fails is one entry a minute and address: how often it happened. 1 for all else. */
  count: number
}
export type AuditAction =
  | 'owner-claimed'
  | 'signed-in'
  | 'sign-in-failed'
  | 'signed-up'
  | 'signed-out'
  | 'signed-out-everywhere'
  | 'password-changed'
  | 'guest-became-account'
  | 'link-made'
  | 'link-used'
  | 'link-changed'
  | 'link-revoked'
  | 'join-asked'
  | 'join-let-in'
  | 'join-refused'
  | 'member-added'
  | 'member-left'
  | 'member-removed'
  | 'role-changed'
  | 'visibility-changed'
  | 'key-made'
  | 'key-revoked'
  | 'keys-ended'
  | 'sign-in-link-made'
  | 'chronology-made'
  | 'chronology-imported'
  | 'chronology-exported'
  | 'chronology-trashed'
  | 'chronology-restored'
  | 'chronology-deleted'
  | 'instance-changed'
  | 'person-removed'
  | 'person-renamed'
  | 'chronology-renamed'
  | 'audit-downloaded'
  | 'key-refused'
  | 'link-refused'
  | 'request-refused'

// ── the instance ───────────────────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/instance`: its owner. */
export interface Instance {
  signUp: SignUp
  people: InstancePerson[]
  /** Guests are many; they are counted. */
  guests: number
  chronologies: InstanceChronology[]
  /** Keys that the command line made for programs. */
  keys: KeyInfo[]
  storage: {
    databaseBytes: number
    /** Of the disk with the data folder. */
    freeBytes: number
    totalBytes: number
  }
  health: {
    version: string
    startedAt: string
    /** Undefined where all is well, else a sentence. */
    trouble: string | null
    connections: number
    openChronologies: number
    baseUrl: string
  }
}
export interface InstancePerson {
  id: string
  name: string
  colour: number
  email: string | null
  /** Somebody vouches that the e-mail is theirs: what is granted to it is given at once. */
  isVouched: boolean
  isOwner: boolean
  createdAt: string
  lastSeenAt: string | null
  /** How many chronologies they own. */
  owns: number
}
/** Titles too: whoever keeps the server can read its disk. Opening one takes `POST /api/instance/chronologies/:id/ownership`, which is in the log. */
export interface InstanceChronology {
  id: string
  title: string
  owners: { id: string; name: string }[]
  visibility: Visibility
  trashedAt: string | null
  updatedAt: string
  bytes: number
}
/** `PATCH /api/instance` → Instance. */
export interface ChangeInstance {
  signUp?: SignUp
}
/** `POST /api/instance/invitations` → a link for one person to make an account (7 days, one use). */
export interface OneTimeLink {
  url: string
  expiresAt: string
}
// `POST   /api/instance/people/:person/sign-in-link` → OneTimeLink (1 hour, one use), for one who lost the password
// `PATCH  /api/instance/people/:person` `{ isOwner }` or `{ isVouched }` → Instance (409 `last-owner`, `no-email`)
// `DELETE /api/instance/people/:person` → 204: sessions, keys and roles end; what they wrote stays
// `DELETE /api/instance/keys/:key` → 204
// `POST   /api/instance/chronologies/:id/ownership` → ChronologyInfo

// ── checkup ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** `GET /api/checkup?origin=…`: anyone. What the server can see of its own installation; the page adds what a browser sees. */
export interface Checkup {
  /** Of the server's clock, when it answered. */
  now: string
  /** Where people should be: `https://chronology.example.org`. */
  baseUrl: string
  findings: Finding[]
}
export interface Finding {
  about: 'address' | 'tls' | 'proxy' | 'disk' | 'storage' | 'clock' | 'socket'
  state: 'ok' | 'warning' | 'problem'
  /** What is, and what to do. */
  sentence: string
}
// `GET /api/checkup/socket` is a websocket that answers every text frame with the same text, 10 of them at most.
