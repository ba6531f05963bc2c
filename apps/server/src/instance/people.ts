/** What the owner of the instance does with people: vouches for them, makes them owners too, removes them. */
import type { Initiator } from '../access/audit.ts'
import { personOf } from '../access/principal.ts'
import { Refusal } from '../refusal.ts'
import type { StoredPerson } from '../storage/contract/index.ts'
import type { InstanceParts } from './instance-parts.ts'
import { sentence } from '../messages/sentence.ts'

/** Throws Refusal. */
export async function someoneHere({ storage }: InstanceParts, id: string): Promise<StoredPerson> {
  const person = await storage.people.get(id)
  if (!person || person.isProgram) throw new Refusal(404, 'no-such-person', sentence('instance.no-such-person'))
  return person
}

/** The owner of the instance knows that the e-mail is this person's, or takes that back. Throws Refusal. */
export async function vouch(
  parts: InstanceParts,
  initiator: Initiator,
  { person, isVouched }: { person: string; isVouched: boolean },
): Promise<void> {
  const subject = await someoneHere(parts, person)
  if (subject.isGuest) throw new Refusal(409, 'no-email', sentence('instance.no-email', { name: subject.name }))
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

/**
 * Sessions, keys and roles end with the person; what they wrote stays. Throws Refusal where nobody would own a chronology
 * or the instance then.
 */
export async function removePerson(parts: InstanceParts, initiator: Initiator, id: string): Promise<void> {
  const { storage, changes } = parts
  const person = await someoneHere(parts, id)
  await refuseWhereAlone(parts, person.id)
  await changes.carryOut(initiator, {
    store: async () => {
      if (person.isOwner && !(await storage.people.setOwner(person.id, false))) throw lastOwner()
      const sessions = await storage.sessions.endAll(person.id, null)
      const keys = (await storage.keys.ofPerson(person.id)).map((key) => key.id)
      return { sessions, keys, removed: { id: person.id, name: await storage.people.remove(person.id) } }
    },
    // The person as well: a session may have begun meanwhile.
    tells: ({ sessions, keys }) => [{ sessions }, { keys }, { person: person.id }],
    logs: ({ removed }) => [
      {
        action: 'person-removed',
        subject: removed,
        // Whoever removed themselves is named as what stands there instead.
        ...(personOf(initiator.who)?.id === person.id && { by: removed }),
      },
    ],
  })
}

function lastOwner(): Refusal {
  return new Refusal(409, 'last-owner', sentence('instance.last-owner'))
}

async function refuseWhereAlone({ storage, chronologies }: InstanceParts, person: string): Promise<void> {
  const alone = await storage.members.ownsAlone(person)
  if (alone.length === 0) return
  const quoted = await Promise.all(alone.map(async (id) => `“${(await chronologies.get(id)).title}”`))
  const said = sentence('instance.owns-alone', { titles: quoted.join(', '), count: quoted.length })
  throw new Refusal(409, 'last-owner', said)
}
