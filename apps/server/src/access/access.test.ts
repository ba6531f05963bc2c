import { beforeEach, expect, test } from 'vitest'
import type { KeyScope, Role, Rule, Visibility } from '@coeval/api'
import { type MemoryStorage, openMemoryStorage } from '../storage/memory/memory-storage.ts'
import { addPerson } from '../testing/add-person.ts'
import { Access, mayMakeChronologies } from './access.ts'
import { type KnownPerson, MACHINE, NOBODY, type Principal } from './principal.ts'

const NOW_MS = 1_000_000
const LATER_MS = 2_000_000
const ROOM = 'room'

let storage: MemoryStorage
let nowMs: number
let access: Access

beforeEach(async () => {
  storage = openMemoryStorage()
  nowMs = NOW_MS
  access = new Access({ storage, nowMs: () => nowMs })
  for (const id of ['ada', 'program']) addPerson(storage, id, { isProgram: id === 'program' })
  await addRoom(ROOM, 'private')
})

test('whoever has nothing here is nobody, the same as where there is nothing', async () => {
  expect(await access.standingOf(ada(), ROOM)).toMatchObject({ role: null })
  expect(await access.standingOf(NOBODY, ROOM)).toMatchObject({ role: null })
  expect(await access.standingOf(ada(), 'no such')).toBe(undefined)
  expect(access.decide(needs('viewer'), ada(), await access.standingOf(ada(), ROOM))).toBe('not-there')
  expect(access.decide(needs('viewer'), ada(), undefined)).toBe('not-there')
  expect(access.decide(needs('viewer'), NOBODY, undefined)).toBe('who-are-you')
})

test('of several grants the one that allows most counts, and membership rather than a link that allows as much', async () => {
  await link('l1', 'commenter')
  expect(await access.standingOf(ada(), ROOM)).toMatchObject({ role: 'commenter', restsOn: { link: 'l1' } })
  await link('l2', 'editor', LATER_MS)
  expect(await access.standingOf(ada(), ROOM)).toMatchObject({
    role: 'editor',
    restsOn: { link: 'l2' },
    untilMs: LATER_MS,
  })
  await member('viewer')
  expect(await access.standingOf(ada(), ROOM)).toMatchObject({ role: 'editor', restsOn: { link: 'l2' } })
  await member('editor')
  expect(await access.standingOf(ada(), ROOM)).toMatchObject({ role: 'editor', restsOn: 'membership' })
})

test('a grant ends in the very moment that it names, and what is left counts', async () => {
  await member('viewer')
  await link('l1', 'editor', LATER_MS)
  nowMs = LATER_MS - 1
  expect((await access.standingOf(ada(), ROOM))?.role).toBe('editor')
  nowMs = LATER_MS
  expect(await access.standingOf(ada(), ROOM)).toMatchObject({ role: 'viewer', restsOn: 'membership' })
})

test('it is to be looked at again when the first of link, session and key ends', async () => {
  await link('l1', 'editor', LATER_MS)
  expect((await access.standingOf(ada(LATER_MS - 5), ROOM))?.untilMs).toBe(LATER_MS - 5)
  expect((await access.standingOf(ada(LATER_MS + 5), ROOM))?.untilMs).toBe(LATER_MS)
  expect((await access.standingOf(key('write', { expiresMs: LATER_MS - 7 }), ROOM))?.untilMs).toBe(LATER_MS - 7)
})

test.each<[KeyScope, Role, Role]>([
  ['write', 'owner', 'editor'],
  ['write', 'editor', 'editor'],
  ['write', 'viewer', 'viewer'],
  ['read', 'owner', 'viewer'],
  ['read', 'commenter', 'viewer'],
])('a key to %s of an %s is a %s', async (scope, role, is) => {
  await member(role)
  expect((await access.standingOf(key(scope), ROOM))?.role).toBe(is)
})

test('a key is nothing where its person is nothing, or in a chronology that is not its own', async () => {
  expect((await access.standingOf(key('write'), ROOM))?.role).toBe(null)
  await member('owner')
  expect((await access.standingOf(key('write', { chronology: 'another' }), ROOM))?.role).toBe(null)
  expect((await access.standingOf(key('write', { chronology: ROOM }), ROOM))?.role).toBe('editor')
})

test("a program's key may what it says, everywhere or in its one chronology", async () => {
  const program = (scope: KeyScope, chronology: string | null = null) => key(scope, { chronology, isProgram: true })
  expect((await access.standingOf(program('write'), ROOM))?.role).toBe('editor')
  expect((await access.standingOf(program('read'), ROOM))?.role).toBe('viewer')
  expect((await access.standingOf(program('write', 'another'), ROOM))?.role).toBe(null)
})

test('a public chronology is read by all, and written to by nobody more', async () => {
  await addRoom('open', 'public')
  for (const who of [NOBODY, ada(), key('write'), key('write', { chronology: 'another' })]) {
    const standing = await access.standingOf(who, 'open')
    expect(standing).toMatchObject({ role: 'viewer', restsOn: 'public' })
    expect(access.decide(needs('viewer'), who, standing)).toBe('yes')
    expect(access.decide(needs('commenter'), who, standing)).toBe(who === NOBODY ? 'who-are-you' : 'no')
  }
})

test('what is in the trash is there for its owners alone', async () => {
  await storage.catalogue.setTrashed(ROOM, NOW_MS)
  await member('editor')
  expect(access.decide(needs('viewer'), ada(), await access.standingOf(ada(), ROOM))).toBe('not-there')
  await member('owner')
  expect(access.decide(needs('viewer'), ada(), await access.standingOf(ada(), ROOM))).toBe('yes')
})

test('the list and a single look say the same', async () => {
  await addRoom('open', 'public')
  await addRoom('other', 'private')
  await member('commenter')
  await link('l1', 'editor', LATER_MS)
  const everybody = [
    NOBODY,
    MACHINE,
    ada(),
    key('read'),
    key('write'),
    key('write', { chronology: 'other' }),
    key('read', { isProgram: true }),
  ]
  for (const who of everybody) {
    const roleIn = await access.roles(who)
    for (const id of [ROOM, 'open', 'other']) expect(roleIn(id)).toBe((await access.standingOf(who, id))?.role)
  }
})

test('who may make chronologies', () => {
  expect(mayMakeChronologies(NOBODY)).toBe(false)
  expect(mayMakeChronologies(MACHINE)).toBe(true)
  expect(mayMakeChronologies(ada())).toBe(true)
  expect(mayMakeChronologies(ada(LATER_MS, { isGuest: true }))).toBe(false)
  expect(mayMakeChronologies(ada(LATER_MS, { isGuest: true, isOwner: true }))).toBe(true)
  expect(mayMakeChronologies(key('write'))).toBe(true)
  expect(mayMakeChronologies(key('read'))).toBe(false)
  expect(mayMakeChronologies(key('write', { chronology: ROOM }))).toBe(false)
  expect(mayMakeChronologies(key('write', { isGuest: true }))).toBe(false)
})

test('what is about oneself takes a session, and what is about the server its owner: no key does', () => {
  const owner = ada(LATER_MS, { isOwner: true })
  const ownersKey = key('write', { isOwner: true })
  const decide = (rule: Rule) => [NOBODY, ada(), owner, ownersKey, MACHINE].map((who) => access.decide(rule, who))
  expect(decide({ for: 'person' })).toEqual(['who-are-you', 'yes', 'yes', 'no', 'no'])
  expect(decide({ for: 'instance-owner' })).toEqual(['who-are-you', 'no', 'yes', 'no', 'yes'])
  expect(decide({ for: 'machine' })).toEqual(['no', 'no', 'no', 'no', 'yes'])
  expect(decide({ for: 'anyone' })).toEqual(['yes', 'yes', 'yes', 'yes', 'yes'])
})

function needs(least: Role): Rule {
  return { for: 'chronology', least }
}

function ada(expiresMs = Number.POSITIVE_INFINITY, more: Partial<KnownPerson> = {}): Principal {
  return { kind: 'person', person: person(more), session: { id: 's', expiresMs } }
}

interface KeyFacts extends Partial<KnownPerson> {
  chronology?: string | null
  expiresMs?: number
}

function key(scope: KeyScope, facts: KeyFacts = {}): Principal {
  const { chronology = null, expiresMs = Number.POSITIVE_INFINITY, ...more } = facts
  return { kind: 'key', person: person(more), key: { id: 'k', scope, chronology, expiresMs } }
}

function person(more: Partial<KnownPerson>): KnownPerson {
  const usual = { name: 'Ada', email: 'ada@example.org', colour: 0, isGuest: false, isOwner: false, isProgram: false }
  return { ...usual, choseName: true, id: more.isProgram ? 'program' : 'ada', ...more }
}

function addRoom(id: string, visibility: Visibility): Promise<void> {
  const facts = { title: id, events: 0, nowMs: NOW_MS, visibility, owner: null }
  return storage.chronologies.create({ id, generation: 'g', state: new Uint8Array(), ...facts })
}

function member(role: Role): Promise<void> {
  return storage.members.set(ROOM, 'ada', role, NOW_MS)
}

async function link(id: string, role: Role, expiresMs: number | null = null): Promise<void> {
  const facts = { label: '', email: null, createdMs: NOW_MS, createdBy: null, maxUses: null }
  await storage.links.add({ id, chronology: ROOM, role, tokenHash: id, expiresMs, ...facts })
  await storage.links.use(id, 'ada', NOW_MS)
}
