/** The table behind access.ts: every address of the API, and who may ask it. What is not here is not answered. */
import type { Role } from '../http/api-types.ts'

export type Rule =
  /** Anybody, signed in or not. */
  | { for: 'anyone' }
  /** Somebody with a session of their own, guests too: it is about themselves. No key reaches it. */
  | { for: 'person' }
  /** Who may make chronologies: accounts, and keys that write. */
  | { for: 'account' }
  /** The owner of the instance. */
  | { for: 'instance-owner' }
  /** The command line on this machine. */
  | { for: 'machine' }
  /** At least this role in the chronology `:id`. A second id in the address must be of that chronology too. */
  | { for: 'chronology'; least: Role }

const ANYONE = { for: 'anyone' } as const
const PERSON = { for: 'person' } as const
const ACCOUNT = { for: 'account' } as const
const INSTANCE_OWNER = { for: 'instance-owner' } as const
const MACHINE = { for: 'machine' } as const
const inChronology = (least: Role): Rule => ({ for: 'chronology', least })

export const ROUTES: Readonly<Record<string, Rule>> = {
  'GET /api/me': ANYONE,
  'PATCH /api/me': PERSON,
  'POST /api/me/password': PERSON,
  'POST /api/me/oidc': PERSON,
  'GET /api/me/sessions': PERSON,
  'DELETE /api/me/sessions/:session': PERSON,
  'GET /api/me/keys': PERSON,
  'POST /api/me/keys': PERSON,
  'DELETE /api/me/keys/:key': PERSON,
  'GET /api/me/requests': PERSON,
  'POST /api/sign-in': ANYONE,
  'POST /api/sign-in/oidc': ANYONE,
  'POST /api/sign-in/link': ANYONE,
  'POST /api/sign-up': ANYONE,
  'POST /api/sign-out': ANYONE,
  'GET /api/auth/callback/:provider': ANYONE,
  'POST /api/owner': ANYONE,
  'POST /api/join': ANYONE,

  'GET /api/chronologies': ANYONE,
  'POST /api/chronologies': ACCOUNT,
  'POST /api/chronologies/import': ACCOUNT,
  'GET /api/chronologies/:id': inChronology('viewer'),
  // The title. Trash and visibility: `PARTS`.
  'PATCH /api/chronologies/:id': inChronology('editor'),
  'DELETE /api/chronologies/:id': inChronology('owner'),
  'GET /api/chronologies/:id/export': inChronology('viewer'),
  'GET /api/chronologies/:id/here': inChronology('editor'),
  'GET /api/chronologies/:id/sharing': inChronology('owner'),
  'POST /api/chronologies/:id/members': inChronology('owner'),
  'PATCH /api/chronologies/:id/members/:person': inChronology('owner'),
  'DELETE /api/chronologies/:id/members/:person': inChronology('owner'),
  // To leave: whoever a membership or a link holds, in the handler; no key does it for anybody.
  'DELETE /api/chronologies/:id/membership': inChronology('viewer'),
  'POST /api/chronologies/:id/requests/:request': inChronology('owner'),
  'DELETE /api/chronologies/:id/requests/:request': inChronology('owner'),
  'POST /api/chronologies/:id/links': inChronology('owner'),
  'PATCH /api/chronologies/:id/links/:link': inChronology('owner'),
  'DELETE /api/chronologies/:id/links/:link': inChronology('owner'),
  'GET /api/chronologies/:id/audit': inChronology('owner'),
  'GET /api/chronologies/:id/audit.csv': inChronology('owner'),
  'GET /api/schema/coeval-chronology-1.schema.json': ANYONE,

  'GET /api/instance': INSTANCE_OWNER,
  'PATCH /api/instance': INSTANCE_OWNER,
  'POST /api/instance/invitations': INSTANCE_OWNER,
  'POST /api/instance/people/:person/sign-in-link': INSTANCE_OWNER,
  'PATCH /api/instance/people/:person': INSTANCE_OWNER,
  'DELETE /api/instance/people/:person': INSTANCE_OWNER,
  'DELETE /api/instance/keys/:key': INSTANCE_OWNER,
  'POST /api/instance/chronologies/:id/ownership': INSTANCE_OWNER,
  'GET /api/instance/audit': INSTANCE_OWNER,
  'GET /api/instance/audit.csv': INSTANCE_OWNER,

  'GET /api/checkup': ANYONE,
  'GET /api/checkup/socket': ANYONE,

  'POST /api/machine/owner-link': MACHINE,
  'POST /api/machine/sign-in-link': MACHINE,
  'POST /api/machine/restore': MACHINE,
  'GET /api/machine/keys': MACHINE,
  'POST /api/machine/keys': MACHINE,
  'DELETE /api/machine/keys/:key': MACHINE,

  // Whoever may not is told after the upgrade, with a close code: see http/sync-socket.ts.
  'GET /sync/:id': ANYONE,
}

/** What is asked of one address with different bodies. */
export const PARTS = {
  trash: inChronology('owner'),
  visibility: inChronology('owner'),
} as const satisfies Record<string, Rule>
