/** Who asks, as the page is told: the answer of everything that changes who one is. */
import type { Me } from '@coeval/api'
import { mayMakeChronologies } from '../access/access.ts'
import type { Identities } from './identities.ts'
import type { Principal } from '../access/principal.ts'
import { isLetIn, signUpSetting } from '../access/sign-up.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { Request } from '../http/context.ts'

export interface MeAnswerOptions {
  people: Identities
  storage: Storage
  oidcName: string | undefined
  mayReplacePassword: (session: string) => boolean
  nowMs: () => number
}

export function meAnswer({ people, storage, oidcName, mayReplacePassword, nowMs }: MeAnswerOptions) {
  return async (c: Request): Promise<Me> => {
    const who = c.get('who')
    const [hasOwner, signUp] = await Promise.all([people.hasOwner(), signUpSetting(storage)])
    const id = who.kind === 'person' ? who.person.id : undefined
    const [stored, formerIds] =
      id === undefined ? [undefined, []] : await Promise.all([storage.people.get(id), storage.people.formerIds(id)])
    const mayEnter = signUp === 'open' || (id !== undefined && (await isLetIn(storage, id, nowMs())))
    const hasAccount = who.kind === 'person' && !who.person.isGuest
    return {
      person:
        who.kind === 'person'
          ? {
              ...publicFacts(who),
              formerIds,
              email: who.person.isGuest ? null : who.person.email,
              isGuest: who.person.isGuest && !who.person.isOwner,
              isOwner: who.person.isOwner,
              hasPassword: stored?.hasPassword ?? false,
              choseName: who.person.choseName,
            }
          : null,
      session:
        who.kind === 'person'
          ? {
              expiresAt: new Date(who.session.expiresMs).toISOString(),
              mayReplacePassword: mayReplacePassword(who.session.id),
            }
          : null,
      instance: { hasOwner, signUp, oidc: oidcName === undefined ? null : { name: oidcName } },
      may: {
        createChronologies: mayMakeChronologies(who),
        signUp: !hasAccount && (who.kind === 'person' || who.kind === 'nobody') && mayEnter,
      },
    }
  }
}

function publicFacts({ person: { id, name, colour } }: Extract<Principal, { kind: 'person' }>) {
  return { id, name, colour }
}
