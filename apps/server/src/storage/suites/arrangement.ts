/**
 * What the suites stand on: a storage of its own for each test, and makers of what is in it. People, sessions and keys are
 * written by better-auth's adapter, as in the program: what that keeps is what the contract has to read.
 */
import pino from 'pino'
import { afterEach, beforeEach } from 'vitest'
import { type Auth, createAuth } from '../../auth/auth.ts'
import { PasswordGate } from '../../auth/password-gate.ts'
import type { LogRow } from '@coeval/sync/storage'
import type { NewAuditRow, NewChronology, NewStoredLink, Storage } from '../contract/index.ts'
import type { Role } from '../contract/terms.ts'

export interface StorageUnderTest {
  storage: Storage
  close: () => Promise<void>
}

export type MakeStorage = () => Promise<StorageUnderTest>

export const NOW = Date.UTC(2027, 0, 1)
export const DAY_MS = 24 * 3_600_000

interface PersonFacts {
  name?: string
  email?: string
  emailVerified?: boolean
  isAnonymous?: boolean
  isOwner?: boolean
  isProgram?: boolean
  createdMs?: number
  password?: string
}

export class Arrangement {
  readonly storage: Storage
  #auth: Promise<Auth> | undefined

  constructor(storage: Storage) {
    this.storage = storage
  }

  async addPerson(id: string, { createdMs = NOW, password, ...more }: PersonFacts = {}): Promise<void> {
    const createdAt = new Date(createdMs)
    const usual = { name: id, email: `${id}@example.org`, emailVerified: false, choseName: true, colour: 3 }
    await this.#insert('user', { id, ...usual, createdAt, updatedAt: createdAt, ...more })
    if (password !== undefined) {
      const account = { accountId: id, providerId: 'credential', userId: id, password }
      await this.#insert('account', { id: `account-${id}`, ...account, createdAt, updatedAt: createdAt })
    }
  }

  async addPeople(...ids: string[]): Promise<void> {
    for (const id of ids) await this.addPerson(id)
  }

  async addSession(id: string, userId: string, { usedMs = NOW, expiresMs = NOW + DAY_MS } = {}): Promise<void> {
    const times = { createdAt: new Date(NOW), updatedAt: new Date(usedMs), expiresAt: new Date(expiresMs) }
    await this.#insert('session', {
      id,
      userId,
      token: `token-${id}`,
      ...times,
      ipAddress: '192.0.2.0',
      userAgent: 'x',
    })
  }

  async addKey(id: string, person: string, { enabled = true, createdMs = NOW } = {}): Promise<void> {
    const times = { createdAt: new Date(createdMs), updatedAt: new Date(createdMs) }
    const facts = { name: `key ${id}`, start: 'coeval_x', key: `hash-${id}`, metadata: { scope: 'read' } }
    await this.#insert('apikey', { id, referenceId: person, configId: 'default', ...facts, ...times, enabled })
  }

  async addChronology(id: string, more: Partial<NewChronology> = {}): Promise<void> {
    const usual = { title: id, events: 0, nowMs: NOW, visibility: 'private' as const, owner: null }
    const document = { generation: 'g', state: new Uint8Array([0, 0]) }
    await this.storage.chronologies.create({ id, ...document, ...usual, ...more })
  }

  /** The token is the id, and its hash too. */
  async addLink(id: string, more: Partial<NewStoredLink> = {}): Promise<void> {
    const usual = { chronology: 'caj', role: 'editor' as Role, label: '', email: null, tokenHash: id }
    const bounds = { createdMs: NOW, createdBy: null, expiresMs: null, maxUses: null }
    await this.storage.links.add({ id, ...usual, ...bounds, ...more })
  }

  addAudit(more: Partial<NewAuditRow> = {}): Promise<number> {
    const nobody = { actor: null, actorName: null, subject: null, subjectPerson: null }
    const nothing = { chronology: null, chronologyTitle: null, detail: null, address: null }
    return this.storage.audit.add({ atMs: NOW, action: 'signed-in', ...nobody, ...nothing, ...more })
  }

  write(seq: number, author?: string, more: Partial<LogRow> = {}): Promise<void> {
    return this.storage.rooms.append([
      { room: 'caj', seq, update: new Uint8Array([seq]), author, timeMs: NOW + seq, ...more },
    ])
  }

  /** The role that a link gives a person, or why it gives none. */
  async use(link: string, person: string, mayTake = true): Promise<string> {
    const used = await this.storage.links.use(link, person, NOW, mayTake)
    return typeof used === 'string' ? used : used.role
  }

  /** As "chronology role link". */
  async grantsOf(person: string, nowMs = NOW): Promise<string[]> {
    const grants = await this.storage.members.grantsOf(person, nowMs)
    return grants.map(({ chronology, role, link }) => [chronology, role, link ?? 'member'].join(' ')).sort()
  }

  async #insert(model: string, data: Record<string, unknown>): Promise<void> {
    this.#auth ??= authOn(this.storage)
    const { adapter } = await (await this.#auth).$context
    await adapter.create({ model, data, forceAllowId: true })
  }
}

/** A new one before each test; read it in the test. */
export function arranged(make: MakeStorage): () => Arrangement {
  let arrangement: Arrangement | undefined
  let close: StorageUnderTest['close'] | undefined
  beforeEach(async () => {
    const made = await make()
    arrangement = new Arrangement(made.storage)
    close = made.close
  })
  afterEach(() => close?.())
  return () => {
    if (!arrangement) throw new Error('there is one in a test only')
    return arrangement
  }
}

async function authOn(storage: Storage): Promise<Auth> {
  return createAuth({
    database: await storage.authDatabase(),
    baseUrl: 'http://127.0.0.1:8787',
    origins: [],
    secret: 'x'.repeat(43),
    sessionMs: DAY_MS,
    log: pino({ level: 'silent' }),
    passwords: new PasswordGate(),
    maySignUp: async () => true,
    becameAccount: (guest, { user }) => storage.people.merge(guest, user.id),
  })
}
