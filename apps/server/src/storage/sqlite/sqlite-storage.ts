/** Storage in one SQLite file, by a thread that alone has the connection. */
import { RoomExistsError, type RoomStorage } from '@coeval/sync/storage'
import type { ChronologyStorage } from '../contract/chronologies.ts'
import type { Storage } from '../contract/index.ts'
import { packRows, unpackUpdates } from '../packing/packed-updates.ts'
import { StorageThread } from './storage-thread.ts'

/** The thread starts at once; the file is made at the first call, where it is missing. */
export function openSqliteStorage(path: string): Storage {
  return storageOn(new StorageThread(path))
}

function storageOn(thread: StorageThread): Storage {
  return {
    rooms: roomsOn(thread),
    chronologies: chronologiesOn(thread),
    catalogue: thread.topic('catalogue'),
    members: thread.topic('members'),
    links: thread.topic('links'),
    joinRequests: thread.topic('joinRequests'),
    people: thread.topic('people'),
    sessions: thread.topic('sessions'),
    keys: thread.topic('keys'),
    oneTimeLinks: thread.topic('oneTimeLinks'),
    knownAddresses: thread.topic('knownAddresses'),
    audit: thread.topic('audit'),
    usage: thread.topic('usage'),
    settings: thread.topic('settings'),
    async authDatabase() {
      const { kyselyOn } = await import('./kysely-dialect.ts')
      // better-auth's own adapter wants a database of unknown shape.
      return { db: kyselyOn(thread), type: 'sqlite', transaction: false }
    },
    check: () => thread.call('database', 'check', []),
    checkpoint: () => thread.checkpoint(),
    close: (patienceMs) => thread.close(patienceMs),
    get whenItFails() {
      return thread.whenItFails
    },
    set whenItFails(tell) {
      thread.whenItFails = tell
    },
  }
}

function roomsOn(thread: StorageThread): RoomStorage {
  return {
    async load(id) {
      const room = await thread.call('rooms', 'load', [id])
      return room && { ...room, updates: unpackUpdates(room.updates) }
    },
    append(rows) {
      const batch = packRows(rows)
      return thread.call('rooms', 'append', [batch], [batch.bytes.buffer])
    },
    saveSnapshot(id, state, upToSeq) {
      const copy = new Uint8Array(state)
      return thread.call('rooms', 'saveSnapshot', [id, copy, upToSeq], [copy.buffer])
    },
    remove: (id) => thread.call('rooms', 'remove', [id]),
    // The thread ends with the whole storage.
    async close() {},
  }
}

function chronologiesOn(thread: StorageThread): ChronologyStorage {
  return {
    async create(chronology) {
      const transfer = chronology.isPacked ? [chronology.state.buffer as ArrayBuffer] : []
      const isNew = await thread.call('chronologies', 'create', [chronology], transfer)
      if (!isNew) throw new RoomExistsError(chronology.id)
    },
    loadPacked: (id) => thread.call('chronologies', 'loadPacked', [id]),
  }
}
