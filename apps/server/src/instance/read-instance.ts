import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instance } from '@coeval/api'
import { signUpSetting } from '../access/sign-up.ts'
import type { StoredPerson } from '../storage/contract/index.ts'
import type { InstanceParts } from './instance-parts.ts'

/** People, chronologies, keys, storage and health, as the owner of the instance sees them. */
export async function readInstance(parts: InstanceParts): Promise<Instance> {
  const { storage, apiKeys, chronologies, baseUrl, dataFolder, health } = parts
  const [accounts, guests, list, owners, sizes, keys, signUp, disk] = await Promise.all([
    storage.people.accounts(),
    storage.people.guestCount(),
    chronologies.all(),
    storage.members.owners(),
    storage.usage.bytesByChronology(),
    apiKeys.ofPrograms(),
    signUpSetting(storage),
    storageOf(dataFolder),
  ])
  return {
    signUp,
    people: accounts.map(personInfo),
    guests,
    chronologies: list.map(({ id, title, visibility, trashedAt, updatedAt }) => ({
      id,
      title,
      owners: owners.flatMap(({ chronology, person, name }) => (chronology === id ? [{ id: person, name }] : [])),
      visibility,
      trashedAt,
      updatedAt,
      bytes: sizes.find((each) => each.chronology === id)?.bytes ?? 0,
    })),
    keys,
    storage: disk,
    health: { ...health(), baseUrl },
  }
}

function personInfo(person: StoredPerson): Instance['people'][number] {
  const { id, name, colour, email, isGuest, emailVerified, isOwner, createdAt, lastSeen, owns } = person
  return {
    id,
    name,
    colour,
    email: isGuest ? null : email,
    isVouched: !isGuest && emailVerified,
    isOwner,
    createdAt,
    lastSeenAt: lastSeen,
    owns,
  }
}

async function storageOf(folder: string): Promise<Instance['storage']> {
  const [disk, ...files] = await Promise.all([
    statfs(folder),
    ...['coeval.sqlite', 'coeval.sqlite-wal'].map((name) =>
      stat(join(folder, name)).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  ])
  return {
    databaseBytes: files.reduce((sum, size) => sum + size, 0),
    freeBytes: disk.bavail * disk.bsize,
    totalBytes: disk.blocks * disk.bsize,
  }
}
