import type { KeyStorage, StoredKey } from '../../contract/keys.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { AuthKey } from '../auth-tables.ts'
import type { MemoryTables } from '../tables.ts'

export class KeyStore implements Synchronous<KeyStorage> {
  readonly #tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.#tables = tables
  }

  get(id: string): StoredKey | undefined {
    return this.#all((key) => key.id === id)[0]
  }

  ofPerson(person: string): StoredKey[] {
    return this.#all(({ referenceId }) => referenceId === person)
  }

  ofPrograms(): StoredKey[] {
    return this.#all(({ referenceId }) => this.#tables.user(referenceId)?.isProgram === true)
  }

  byHash(hash: string): StoredKey | undefined {
    return this.#all(({ key, enabled }) => key === hash && enabled)[0]
  }

  noteUse(id: string, nowMs: number): void {
    const key = this.#tables.auth.apikey.find((each) => each.id === id)
    if (key) key.lastRequest = new Date(nowMs)
  }

  remove(id: string): void {
    this.#tables.auth.apikey = this.#tables.auth.apikey.filter((key) => key.id !== id)
  }

  removeAllOf(person: string): { id: string; name: string }[] {
    const ended = this.ofPerson(person)
    for (const { id } of ended) this.remove(id)
    return ended.map(({ id, name }) => ({ id, name }))
  }

  #all(isWanted: (key: AuthKey) => boolean): StoredKey[] {
    return this.#tables.auth.apikey
      .filter(isWanted)
      .sort((a, b) => +a.createdAt - +b.createdAt || (a.id < b.id ? -1 : 1))
      .map(storedOf)
  }
}

function storedOf({ id, name, start, referenceId, metadata, createdAt, expiresAt, lastRequest }: AuthKey): StoredKey {
  return {
    id,
    name,
    start: start ?? null,
    person: referenceId,
    metadata: metadata ?? null,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    lastRequest: lastRequest?.toISOString() ?? null,
  }
}
