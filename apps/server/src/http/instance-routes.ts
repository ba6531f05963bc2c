/** The instance as a whole, for its owner: people, chronologies, storage, health, sign-up. Under `/instance`. */
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import type { Audit } from '../access/audit.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import type { ApiKeys } from '../accounts/api-keys.ts'
import type { OneTimeLinks } from '../accounts/one-time-links.ts'
import { personOf } from '../access/principal.ts'
import { setSignUp, signUpSetting } from '../access/sign-up.ts'
import type { Chronologies } from '../chronologies.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { type ChronologyInfo, type Instance, routes } from '@coeval/api'
import { auditCsv, auditPage } from './audit-file.ts'
import { type Api, DONE, reply } from './serve-route.ts'
import { actorOf } from './context.ts'
import type { PublicOrigins } from '../net/public-origins.ts'

export interface InstanceRoutesOptions {
  storage: Storage
  apiKeys: ApiKeys
  oneTimeLinks: OneTimeLinks
  live: LiveConnections
  audit: Audit
  chronologies: Chronologies
  places: PublicOrigins
  dataFolder: string
  health: () => {
    version: string
    startedAt: string
    trouble: string | null
    connections: number
    openChronologies: number
  }
  nowMs: () => number
}

export function instanceRoutes(api: Api, options: InstanceRoutesOptions): void {
  const { storage, apiKeys, oneTimeLinks, live, audit, chronologies, places, dataFolder, health, nowMs } = options

  const describe = async (): Promise<Instance> => {
    const [accounts, guests, list, owners, sizes, keys, signUp, disk] = await Promise.all([
      storage.people.accounts(),
      storage.people.guestCount(),
      chronologies.list(),
      storage.members.owners(),
      storage.usage.bytesByChronology(),
      apiKeys.ofPrograms(),
      signUpSetting(storage),
      storageOf(dataFolder),
    ])
    return {
      signUp,
      people: accounts.map(
        ({ id, name, colour, email, isGuest, emailVerified, isOwner, createdAt, lastSeen, owns }) => ({
          id,
          name,
          colour,
          email: isGuest ? null : email,
          isVouched: !isGuest && emailVerified,
          isOwner,
          createdAt,
          lastSeenAt: lastSeen,
          owns,
        }),
      ),
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
      health: { ...health(), baseUrl: places.baseUrl },
    }
  }
  const accountOf = async (id: string) => {
    const person = await storage.people.get(id)
    if (!person || person.isProgram) throw new Refusal(404, 'no-such-person', 'There is no such person any more.')
    return person
  }

  api.answer(routes.readInstance, async () => reply(200, await describe()))

  api.answer(routes.changeInstance, async (c, { body }) => {
    const { signUp } = body
    await setSignUp(storage, signUp)
    await audit.write(actorOf(c), 'instance-changed', { detail: `sign-up: ${signUp}` })
    return reply(200, await describe())
  })

  api.answer(routes.createInvitation, async (c) => {
    const link = await oneTimeLinks.make('sign-up')
    await audit.write(actorOf(c), 'link-made', { subject: 'an account' })
    return reply(201, link)
  })

  api.answer(routes.createSignInLink, async (c, { params }) => {
    const person = await accountOf(params.person)
    const link = await oneTimeLinks.make('sign-in', person.id)
    await audit.write(actorOf(c), 'sign-in-link-made', { subject: person })
    return reply(201, link)
  })

  api.answer(routes.changePerson, async (c, { params, body }) => {
    const { isOwner, isVouched } = body
    const person = await accountOf(params.person)
    if (isVouched !== undefined) {
      if (person.isGuest) throw new Refusal(409, 'no-email', `${person.name} has no e-mail here.`)
      await storage.people.setVouched(person.id, isVouched)
      await audit.write(actorOf(c), 'instance-changed', {
        subject: person,
        detail: `${person.email}: ${isVouched ? 'vouched for' : 'not vouched for'}`,
      })
    }
    if (isOwner === undefined) return reply(200, await describe())
    if (!(await storage.people.setOwner(person.id, isOwner))) throw lastOwner()
    await audit.write(actorOf(c), 'instance-changed', {
      subject: person,
      detail: isOwner ? 'owner of the server' : 'no longer owner of the server',
    })
    return reply(200, await describe())
  })

  api.answer(routes.removePerson, async (c, { params }) => {
    const person = await accountOf(params.person)
    const alone = await storage.members.ownsAlone(person.id)
    if (alone.length > 0) {
      const titles = await Promise.all(alone.map(async (id) => (await chronologies.get(id)).title))
      throw new Refusal(
        409,
        'last-owner',
        `Nobody else owns ${titles.map((title) => `“${title}”`).join(', ')}. Become an owner there first.`,
      )
    }
    if (person.isOwner && !(await storage.people.setOwner(person.id, false))) throw lastOwner()
    const sessions = await storage.sessions.endAll(person.id, null)
    const keys = await storage.keys.ofPerson(person.id)
    const instead = await storage.people.remove(person.id)
    live.sessionsEnded(sessions)
    for (const { id } of keys) live.keyEnded(id)
    // A session may have begun meanwhile.
    await live.personChanged(person.id)
    const removed = { id: person.id, name: instead }
    const { who, address } = actorOf(c)
    if (personOf(who)?.id === person.id) await audit.writeFor(removed, 'person-removed', { subject: removed }, address)
    else await audit.write({ who, address }, 'person-removed', { subject: removed })
    return DONE
  })

  api.answer(routes.revokeInstanceKey, async (c, { params }) => {
    const key = await storage.keys.get(params.key)
    if (!key) throw new Refusal(404, 'no-such-key', 'There is no such key any more.')
    await storage.keys.remove(key.id)
    live.keyEnded(key.id)
    await audit.write(actorOf(c), 'key-revoked', { subject: key.name })
    return DONE
  })

  api.answer(routes.becomeOwner, async (c, { params }) => {
    const facts = await chronologies.get(params.id)
    const person = personOf(c.get('who'))
    if (!person) throw new Refusal(403, 'not-allowed', 'Sign in with a browser to become an owner.')
    await storage.members.set(facts.id, person.id, 'owner', nowMs())
    await live.personChanged(person.id)
    await audit.write(actorOf(c), 'role-changed', {
      chronology: { id: facts.id, title: facts.title },
      subject: person,
      detail: 'owner, as the owner of the server',
    })
    const info: ChronologyInfo = { ...facts, role: 'owner' }
    return reply(200, info)
  })

  api.answer(routes.readInstanceAudit, async (c, { query }) => reply(200, await auditPage(audit, null, query)))

  api.answer(routes.readInstanceAuditFile, async (c) => auditCsv(c, audit, null))
}

function lastOwner(): Refusal {
  return new Refusal(409, 'last-owner', 'Nobody would own this server then. Make somebody else its owner first.')
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
