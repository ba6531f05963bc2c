/** Who somebody is, as the page is told: the answer of everything that changes who one is. */
import type { Me } from '@coeval/api'
import { mayMakeChronologies } from '../access/access.ts'
import type { Principal, SignedIn } from '../access/principal.ts'
import { isLetIn, signUpSetting } from '../access/sign-up.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { PasswordReplacements } from './password-replacements.ts'

export interface MeOptions {
  storage: Storage
  oidcName: string | undefined
  replacements: PasswordReplacements
  nowMs: () => number
}

export async function describeMe(who: Principal, options: MeOptions): Promise<Me> {
  const { storage, oidcName, replacements, nowMs } = options
  const [hasOwner, signUp] = await Promise.all([storage.people.hasOwner(), signUpSetting(storage)])
  const somebody = who.kind === 'person' ? who : undefined
  const id = somebody?.person.id
  const mayEnter = signUp === 'open' || (id !== undefined && (await isLetIn(storage, id, nowMs())))
  const hasAccount = somebody !== undefined && !somebody.person.isGuest
  return {
    person: somebody ? await personFacts(somebody, storage) : null,
    session: somebody
      ? {
          expiresAt: new Date(somebody.session.expiresMs).toISOString(),
          mayReplacePassword: replacements.may(somebody.session.id),
        }
      : null,
    instance: { hasOwner, signUp, oidc: oidcName === undefined ? null : { name: oidcName } },
    may: {
      createChronologies: mayMakeChronologies(who),
      signUp: !hasAccount && (who.kind === 'person' || who.kind === 'nobody') && mayEnter,
    },
  }
}

async function personFacts({ person }: SignedIn, { people }: Storage): Promise<NonNullable<Me['person']>> {
  const { id, name, email, colour, isGuest, isOwner, choseName } = person
  const [stored, formerIds] = await Promise.all([people.get(id), people.formerIds(id)])
  return {
    id,
    name,
    colour,
    formerIds,
    email: isGuest ? null : email,
    isGuest: isGuest && !isOwner,
    isOwner,
    hasPassword: stored?.hasPassword ?? false,
    choseName,
  }
}
