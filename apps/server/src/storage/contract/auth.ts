import type { BetterAuthOptions } from 'better-auth'

/**
 * What better-auth is given as its `database`. It keeps people, sessions, passwords and keys there; `people`, `sessions` and
 * `keys` of this contract look at the same ones.
 */
export type AuthDatabase = NonNullable<BetterAuthOptions['database']>
