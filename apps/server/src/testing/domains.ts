/**
 * Chronologies, sharing and instance on a storage in memory, with people who have the chronology `silk` open: all that is
 * real but the sockets and better-auth. Any of the three parts of each change may be left out, to see that this is noticed.
 */
import { tmpdir } from 'node:os'
import { DocumentSummary, emptyChronology } from '@coeval/chronology/ydoc'
import { CLOSE, type CloseReason, RoomHost } from '@coeval/sync'
import pino from 'pino'
import { Access } from '../access/access.ts'
import { Audit, type Initiator } from '../access/audit.ts'
import { type Change, Changes } from '../access/changes.ts'
import { Links } from '../access/links.ts'
import { ApiKeys } from '../accounts/api-keys.ts'
import { OneTimeLinks } from '../accounts/one-time-links.ts'
import { LiveConnections } from '../access/live-connections.ts'
import type { Principal } from '../access/principal.ts'
import { Chronologies } from '../chronologies/chronologies.ts'
import { ChronologyList } from '../chronologies/chronology-list.ts'
import { Exports } from '../chronologies/exports.ts'
import { Imports } from '../chronologies/imports.ts'
import { keepNew, seedOf } from '../chronologies/new-chronology.ts'
import { Quotas } from '../costs/quotas.ts'
import { type InstanceVerbs, openInstance } from '../instance/instance.ts'
import { systemClock } from '../process/system-clock.ts'
import { openSharing, type SharingVerbs } from '../sharing/sharing.ts'
import { type MemoryStorage, openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { Transfers } from '../transfer/transfers.ts'
import { addPerson } from './add-person.ts'

const NOW = Date.UTC(2027, 0, 1)
export const ROOM = 'silk'
const SESSION_MS = 3_600_000

export type Part = 'stores' | 'tells' | 'logs'

export interface Domains {
  storage: MemoryStorage
  audit: Audit
  chronologies: Chronologies
  sharing: SharingVerbs
  instance: InstanceVerbs
  /** Connections that were closed, as "eve roleChanged". */
  closed: string[]
  by: (person: string) => Initiator
  /** From now on, of each change. */
  leaveOut: (part: Part | undefined) => void
  close: () => Promise<void>
}

/** Owns `silk`, edits it, came by the link `class`, only looks, owns the instance, asks to be let in: in this order. */
const PEOPLE = ['ada', 'eve', 'gil', 'ned', 'ops', 'rob']

export async function openDomains(): Promise<Domains> {
  const storage = openMemoryStorage()
  await arrange(storage)
  const nowMs = () => NOW
  const log = pino({ level: 'silent' })
  const access = new Access({ storage, nowMs })
  const audit = new Audit({ storage, nowMs })
  const live = new LiveConnections({ access, storage, log, nowMs })
  const closed: string[] = []
  const rooms = {
    evict(id: string, reason: CloseReason) {
      for (const connection of live.here(id)) connection.close(reason)
    },
  }
  const changes = new IncompleteChanges({ live, audit, rooms })
  const limits = { chronologiesPerPerson: 9, bytesPerPerson: 1e9, keysPerPerson: 9, linksPerChronology: 9 }
  const quotas = new Quotas({ storage, nowMs, limits: { ...limits, peoplePerChronology: 9, joinsPerLinkAMinute: 9 } })
  const host = new RoomHost({
    storage: storage.rooms,
    clock: systemClock,
    summarise: (doc) => new DocumentSummary(doc),
  })
  const transferLimits = { atOnce: 1, maxMs: 60_000, maxMemoryMib: 512, maxImportBytes: 1e6, maxDocumentBytes: 1e7 }
  const transfers = new Transfers({ storage, host, limits: transferLimits })
  const list = await ChronologyList.open({ storage, host })
  const named = (id: string) => list.named(id)
  const links = new Links({ storage, nowMs })
  const imports = new Imports({ storage, list, transfers, changes, quotas, nowMs })
  const exports = new Exports({ list, transfers, changes, log, nowMs })
  const noAuth = () => Promise.reject(new Error('no test here signs in'))
  const apiKeys = new ApiKeys({ storage, auth: noAuth, changes, quotas })
  const oneTimeLinks = new OneTimeLinks({ storage, changes, baseUrl: 'https://example.org', nowMs })
  const health = { version: '0', startedAt: '', trouble: null, connections: 0, openChronologies: 0 }
  const byName = (id: string): Principal => principalOf(storage, id)

  for (const who of [...PEOPLE.map(byName), keyOf(storage)]) {
    const standing = await access.standingOf(who, ROOM)
    if (!standing) throw new Error(`there is no ${ROOM}`)
    const name = who.kind === 'key' ? 'bot' : who.kind === 'person' ? who.person.id : who.kind
    const remove = live.add(
      {
        who,
        standing,
        namesGeneration: true,
        close(reason) {
          closed.push(`${name} ${Object.entries(CLOSE).find(([, each]) => each === reason)?.[0]}`)
          remove()
        },
        updateIdentity: () => {},
      },
      live.changes,
    )
  }

  return {
    storage,
    audit,
    closed,
    chronologies: new Chronologies({ storage, host, list, imports, exports, changes, quotas, nowMs }),
    sharing: openSharing({ storage, links, changes, quotas, live, named, nowMs }),
    instance: openInstance({
      storage,
      apiKeys,
      oneTimeLinks,
      changes,
      chronologies: list,
      baseUrl: 'https://example.org',
      dataFolder: tmpdir(),
      health: () => health,
      nowMs,
    }),
    by: (person) => ({ who: byName(person), address: '192.0.2.7' }),
    leaveOut(part) {
      changes.leftOut = part
    },
    async close() {
      live.stop()
      await transfers.close()
      await host.close(1000)
    },
  }
}

class IncompleteChanges extends Changes {
  leftOut: Part | undefined

  override carryOut<Stored>(initiator: Initiator, change: Change<Stored>): Promise<Stored> {
    return super.carryOut(initiator, {
      ...change,
      ...(this.leftOut === 'stores' && { store: async () => undefined as Stored }),
      ...(this.leftOut === 'tells' && { tells: () => [] }),
      ...(this.leftOut === 'logs' && { logs: () => [] }),
    })
  }
}

async function arrange(storage: MemoryStorage): Promise<void> {
  for (const id of PEOPLE) {
    addPerson(storage, id, { emailVerified: id === 'ned', isOwner: id === 'ops' })
    const times = { createdAt: new Date(NOW), updatedAt: new Date(NOW), expiresAt: new Date(NOW + SESSION_MS) }
    storage.tables.auth.session.push({ id: `session of ${id}`, userId: id, ...times })
  }
  addPerson(storage, 'bot', { isProgram: true })
  storage.tables.auth.apikey.push({
    id: 'key',
    name: 'Bot',
    start: null,
    referenceId: 'bot',
    key: 'hash',
    enabled: true,
    metadata: JSON.stringify({ scope: 'read', chronology: null }),
    createdAt: new Date(NOW),
    expiresAt: null,
    lastRequest: null,
  })
  const seed = seedOf(emptyChronology('Silk'))
  await keepNew(storage, { ...seed, id: ROOM, nowMs: NOW }, { owner: 'ada', visibility: 'public' })
  await storage.members.set(ROOM, 'eve', 'editor', NOW)
  const usual = { chronology: ROOM, createdMs: NOW, createdBy: 'ada', expiresMs: null, email: null, maxUses: null }
  await storage.links.add({ ...usual, id: 'class', tokenHash: 'class', role: 'commenter', label: 'The class' })
  await storage.links.use('class', 'gil', NOW, true)
  const personal = { ...usual, email: 'somebody@example.org', maxUses: 1 }
  await storage.links.add({ ...personal, id: 'personal', tokenHash: 'personal', role: 'editor', label: 'Somebody' })
  await storage.joinRequests.ask('request', 'personal', 'rob', NOW)
}

function principalOf({ tables }: MemoryStorage, id: string): Principal {
  const user = tables.user(id)
  if (!user) throw new Error(`there is no ${id}`)
  const session = { id: `session of ${id}`, expiresMs: NOW + SESSION_MS }
  return { kind: 'person', person: { ...user, isGuest: false }, session }
}

function keyOf({ tables }: MemoryStorage): Principal {
  const bot = tables.user('bot')
  if (!bot) throw new Error('there is no program')
  const key = { id: 'key', scope: 'read' as const, chronology: null, expiresMs: Number.POSITIVE_INFINITY }
  return { kind: 'key', person: { ...bot, isGuest: false }, key }
}
