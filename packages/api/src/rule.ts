/** Who may call a route. The server decides by it in `access.ts`; each route has exactly one. */
import type { Role } from './values.ts'

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

export const ANYONE: Rule = { for: 'anyone' }
export const PERSON: Rule = { for: 'person' }
export const ACCOUNT: Rule = { for: 'account' }
export const INSTANCE_OWNER: Rule = { for: 'instance-owner' }
export const MACHINE: Rule = { for: 'machine' }
export const VIEWER: Rule = { for: 'chronology', least: 'viewer' }
export const EDITOR: Rule = { for: 'chronology', least: 'editor' }
export const OWNER: Rule = { for: 'chronology', least: 'owner' }
