/** What the owner of the instance does with it. */
import type { SignUp } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import { personOf } from '../access/principal.ts'
import { setSignUp } from '../access/sign-up.ts'
import { verbsOn } from '../access/verbs.ts'
import type { ChronologyFacts } from '../chronologies/chronology-list.ts'
import { Refusal } from '../refusal.ts'
import type { InstanceParts } from './instance-parts.ts'
import { createInvitation, createSignInLink } from './one-time-links.ts'
import { makeOwner, removePerson, vouch } from './people.ts'
import { readInstance } from './read-instance.ts'
import { sentence } from '../messages/sentence.ts'

export type InstanceVerbs = ReturnType<typeof openInstance>

/** Every verb that changes something stores, tells and logs in one go. */
export function openInstance(parts: InstanceParts) {
  return verbsOn(parts, {
    read: readInstance,
    changeSignUp,
    createInvitation,
    createSignInLink,
    vouch,
    makeOwner,
    removePerson,
    becomeOwner,
    revokeKey,
  })
}

/** Whether anybody may make an account here, or only who was invited. */
async function changeSignUp({ storage, changes }: InstanceParts, initiator: Initiator, signUp: SignUp): Promise<void> {
  await changes.carryOut(initiator, {
    store: () => setSignUp(storage, signUp),
    // It is asked when somebody signs up.
    tells: () => [],
    logs: () => [{ action: 'instance-changed', detail: `sign-up: ${signUp}` }],
  })
}

/** Whoever owns the instance becomes an owner of a chronology, and that is in its log. Throws Refusal. */
async function becomeOwner(
  { storage, changes, chronologies, nowMs }: InstanceParts,
  initiator: Initiator,
  chronology: string,
): Promise<ChronologyFacts> {
  const facts = await chronologies.get(chronology)
  const person = personOf(initiator.who)
  if (!person) throw new Refusal(403, 'not-allowed', sentence('instance.become-owner'))
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
async function revokeKey({ storage, changes }: InstanceParts, initiator: Initiator, id: string): Promise<void> {
  const key = await storage.keys.get(id)
  if (!key) throw new Refusal(404, 'no-such-key', sentence('keys.no-such-key'))
  await changes.carryOut(initiator, {
    store: () => storage.keys.remove(key.id),
    tells: () => [{ keys: [key.id] }],
    logs: () => [{ action: 'key-revoked', subject: key.name }],
  })
}
