/** How a chronology comes into being: seed, lineage and place in the list together, or not at all. */
import type { Visibility } from '@coeval/api'
import { type Chronology, MAX_TITLE_LENGTH, shortenText } from '@coeval/chronology'
import { newId, seedDocument } from '@coeval/chronology/ydoc'
import * as Y from 'yjs'
import type { Initiator } from '../access/audit.ts'
import { personOf } from '../access/principal.ts'
import type { NewChronology, Storage } from '../storage/contract/index.ts'

export type Seed = Pick<NewChronology, 'title' | 'events' | 'state' | 'isPacked'>

/** `owner` null: nobody's, until the instance has an owner. */
export type Ownership = Pick<NewChronology, 'owner' | 'setting'> & { visibility?: Visibility }

export function seedOf(chronology: Chronology): Seed {
  const doc = new Y.Doc()
  seedDocument(doc, chronology)
  const state = Y.encodeStateAsUpdateV2(doc)
  doc.destroy()
  const events = chronology.events.filter(({ deletedAt }) => !deletedAt).length
  return { title: chronology.meta.title, events, state }
}

/** The person who makes it; of what the command line makes, the owner of the instance, and null while there is none. */
export async function ownerFor(storage: Storage, { who }: Initiator): Promise<string | null> {
  return personOf(who)?.id ?? (await storage.people.owner())?.id ?? null
}

/** Throws RoomExistsError. */
export async function keepNew(
  storage: Storage,
  { id, nowMs, ...seed }: Seed & { id: string; nowMs: number },
  { owner, visibility = 'private', setting }: Ownership,
): Promise<void> {
  const title = shortenText(seed.title, MAX_TITLE_LENGTH)
  await storage.chronologies.create({ ...seed, title, id, generation: newId(), nowMs, visibility, owner, setting })
}
