/** Who asks: somebody with a session, a program with a key, the command line on this machine, or nobody known. */
import type { KeyScope } from '@coeval/api'
import type { StoredPerson } from '../storage/contract/index.ts'

/** What is known of a person from the session alone. */
export type KnownPerson = Pick<
  StoredPerson,
  'id' | 'name' | 'email' | 'colour' | 'isGuest' | 'isOwner' | 'isProgram' | 'choseName'
>

export type Principal =
  | { kind: 'nobody' }
  | { kind: 'person'; person: KnownPerson; session: { id: string; expiresMs: number } }
  | {
      kind: 'key'
      person: KnownPerson
      key: { id: string; scope: KeyScope; chronology: string | null; expiresMs: number }
    }
  | { kind: 'machine' }

/** Somebody with a session. */
export type SignedIn = Extract<Principal, { kind: 'person' }>

export const NOBODY: Principal = { kind: 'nobody' }
/** Whoever reads the data folder of a running server may do everything: it is all in there. */
export const MACHINE: Principal = { kind: 'machine' }

export function personOf(who: Principal): KnownPerson | null {
  return who.kind === 'person' || who.kind === 'key' ? who.person : null
}
