/** What everybody is to be answered, from the rule of the address and from what they are in the chronology. */
import { CODE, type Outcome } from './peer.ts'
import { type For, type Role, ROLE_OF, type State, type Who } from './who.ts'

export type Answer = 'yes' | 401 | 403 | 404

const KEYS: readonly Who[] = ['read key', 'write key', 'other key']
const GUESTS: readonly Who[] = ['guest viewer', 'guest commenter', 'guest editor']
const ROLES: readonly Role[] = ['viewer', 'commenter', 'editor', 'owner']

/** Over HTTP. */
export function expectedAnswer(address: string, whom: For, who: Who, state: State): Answer {
  const toSignIn = who === 'nobody' ? 401 : 403
  switch (whom) {
    case 'anyone':
      return 'yes'
    case 'people':
      return who === 'machine' || KEYS.includes(who) ? 403 : who === 'nobody' ? 401 : 'yes'
    case 'makers':
      return GUESTS.includes(who) || who === 'read key' || who === 'other key' || who === 'nobody' ? toSignIn : 'yes'
    case 'server owner': {
      if (who !== 'server owner' && who !== 'machine') return toSignIn
      if (!address.endsWith('/ownership')) return 'yes'
      if (state === 'missing') return 404
      // The command line is nobody who could own something.
      return who === 'machine' ? 403 : 'yes'
    }
    case 'machine':
      return who === 'machine' ? 'yes' : 403
    case 'who may leave': {
      // Whoever may read gets as far as being told that no membership holds them, except without a session.
      const answer = expectedAnswer(address, 'viewer', who, state)
      if (answer !== 'yes') return answer
      return who === 'nobody' ? 401 : who === 'machine' || KEYS.includes(who) ? 403 : 'yes'
    }
    default: {
      const role = state === 'missing' ? undefined : (ROLE_OF[who] ?? (state === 'public' ? 'viewer' : undefined))
      if (role === undefined) return who === 'nobody' ? 401 : 404
      if (state === 'trashed' && role !== 'owner') return 404
      return ROLES.indexOf(role) >= ROLES.indexOf(whom) ? 'yes' : toSignIn
    }
  }
}

/** At a socket. */
export function expectedOutcome(who: Who, state: State): Outcome {
  const role = state === 'missing' ? undefined : (ROLE_OF[who] ?? (state === 'public' ? 'viewer' : undefined))
  if (role !== undefined) return state === 'trashed' ? { code: CODE.trashed } : 'in'
  if (who === 'nobody') return { code: CODE.noSession }
  return { code: state === 'missing' ? CODE.notFound : CODE.forbidden }
}
