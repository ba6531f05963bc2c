/** What the owner of the instance does with it: sign-up, owners, whom they vouch for, links for one use, keys. */
import type { OneTimeLink, SignUp } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import type { OneTimeKind } from '../access/identities.ts'
import { personOf } from '../access/principal.ts'
import { setSignUp } from '../access/sign-up.ts'
import type { ChronologyFacts } from '../chronologies/chronology-list.ts'
import { Refusal } from '../refusal.ts'
import type { InstanceParts } from './instance-parts.ts'
import { lastOwner, someoneHere } from './people.ts'

/** Whether anybody may make an account here, or only who was invited. */
export async function changeSignUp(
  { storage, changes }: InstanceParts,
  initiator: Initiator,
  signUp: SignUp,
): Promise<void> {
  await changes.carryOut(initiator, {
    store: () => setSignUp(storage, signUp),
    // It is asked when somebody signs up.
    tells: () => [],
    logs: () => [{ action: 'instance-changed', detail: `sign-up: ${signUp}` }],
  })
}

/** A link with which one person makes an account. */
export function createInvitation(parts: InstanceParts, initiator: Initiator): Promise<OneTimeLink> {
  return parts.changes.carryOut(initiator, {
    store: () => storeOneTimeLink(parts, 'sign-up', null),
    // Nobody has come by it yet.
    tells: () => [],
    logs: () => [{ action: 'link-made', subject: 'an account' }],
  })
}

/** For one who lost the password. Throws Refusal. */
export async function createSignInLink(
  parts: InstanceParts,
  initiator: Initiator,
  person: string,
): Promise<OneTimeLink> {
  const subject = await someoneHere(parts, person)
  return parts.changes.carryOut(initiator, {
    store: () => storeOneTimeLink(parts, 'sign-in', subject.id),
    // Nobody has come by it yet.
    tells: () => [],
    logs: () => [{ action: 'sign-in-link-made', subject }],
  })
}

/** The owner of the instance knows that the e-mail is this person's, or takes that back. Throws Refusal. */
export async function vouch(
  parts: InstanceParts,
  initiator: Initiator,
  { person, isVouched }: { person: string; isVouched: boolean },
): Promise<void> {
  const subject = await someoneHere(parts, person)
  if (subject.isGuest) throw new Refusal(409, 'no-email', `${subject.name} has no e-mail here.`)
  const detail = `${subject.email}: ${isVouched ? 'vouched for' : 'not vouched for'}`
  await parts.changes.carryOut(initiator, {
    store: () => parts.storage.people.setVouched(subject.id, isVouched),
    // It counts when they are given something: nothing that is open rests on it.
    tells: () => [],
    logs: () => [{ action: 'instance-changed', subject, detail }],
  })
}

/** Makes somebody an owner of the instance, or takes that back. Throws Refusal. */
export async function makeOwner(
  parts: InstanceParts,
  initiator: Initiator,
  { person, isOwner }: { person: string; isOwner: boolean },
): Promise<void> {
  const subject = await someoneHere(parts, person)
  await parts.changes.carryOut(initiator, {
    store: async () => {
      if (!(await parts.storage.people.setOwner(subject.id, isOwner))) throw lastOwner()
    },
    // The instance is theirs, not the chronologies: no connection rests on it.
    tells: () => [],
    logs: () => [
      {
        action: 'instance-changed',
        subject,
        detail: isOwner ? 'owner of the server' : 'no longer owner of the server',
      },
    ],
  })
}

/** Whoever owns the instance becomes an owner of a chronology, and that is in its log. Throws Refusal. */
export async function becomeOwner(
  { storage, changes, chronologies, nowMs }: InstanceParts,
  initiator: Initiator,
  chronology: string,
): Promise<ChronologyFacts> {
  const facts = await chronologies.get(chronology)
  const person = personOf(initiator.who)
  if (!person) throw new Refusal(403, 'not-allowed', 'Sign in with a browser to become an owner.')
  await changes.carryOut(initiator, {
    store: () => storage.members.set(facts.id, person.id, 'owner', nowMs()),
    tells: () => [{ person: person.id }],
    logs: () => [
      {
        action: 'role-changed',
        chronology: { id: facts.id, title: facts.title },
        subject: person,
        detail: 'owner, as the owner of the server',
      },
    ],
  })
  return facts
}

/** Anybody's. Throws Refusal. */
export async function revokeKey({ storage, changes }: InstanceParts, initiator: Initiator, id: string): Promise<void> {
  const key = await storage.keys.get(id)
  if (!key) throw new Refusal(404, 'no-such-key', 'There is no such key any more.')
  await changes.carryOut(initiator, {
    store: () => storage.keys.remove(key.id),
    tells: () => [{ keys: [key.id] }],
    logs: () => [{ action: 'key-revoked', subject: key.name }],
  })
}

async function storeOneTimeLink(
  { people, baseUrl }: InstanceParts,
  kind: OneTimeKind,
  person: string | null,
): Promise<OneTimeLink> {
  const { token, expiresMs } = await people.makeOneTimeToken(kind, person)
  return { url: `${baseUrl}/${kind}#${token}`, expiresAt: new Date(expiresMs).toISOString() }
}
