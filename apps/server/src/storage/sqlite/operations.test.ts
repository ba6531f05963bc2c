import { DatabaseSync } from 'node:sqlite'
import { beforeEach, expect, test } from 'vitest'
import { hashToken } from '../../access/tokens.ts'
import { migrate } from './migrations.ts'
import { type Operations, operationsOn } from './operations.ts'
import { packRows } from '../packing/packed-updates.ts'

const NOW = Date.UTC(2027, 0, 1)

let db: DatabaseSync
let store: Operations

beforeEach(() => {
  db = new DatabaseSync(':memory:')
  db.exec('pragma foreign_keys = on')
  migrate(db)
  store = operationsOn(db)
})

test('what was there before there were people belongs to the first owner, and stays what it was to readers', () => {
  const old = new DatabaseSync(':memory:')
  old.exec('pragma foreign_keys = on')
  migrate(old, 2)
  for (const id of ['caj', 'thesis']) {
    old.prepare(`insert into room (id, generation) values (?, 'g')`).run(id)
    old
      .prepare(`insert into chronology (id, title, events, described_seq, created_ms) values (?, ?, 0, 0, 0)`)
      .run(id, id)
  }
  migrate(old)
  const upgraded = operationsOn(old)
  expect(upgraded.members.standing('caj', null, NOW)).toMatchObject({ visibility: 'public' })
  expect(upgraded.members.standing('thesis', null, NOW)).toMatchObject({ visibility: 'private', grants: [] })
  addPerson(old, 'timur')
  upgraded.oneTimeLinks.add(hashToken('t'), 'owner', null, NOW + 1)
  expect(upgraded.people.claimInstance(hashToken('t'), 'timur', NOW)).toBe(true)
  expect(upgraded.members.grantsOf('timur', NOW).map(({ chronology, role }) => `${chronology} ${role}`)).toEqual([
    'caj owner',
    'thesis owner',
  ])
})

test('members from before it was noted who has come have come, and what their links gave goes on', () => {
  const old = new DatabaseSync(':memory:')
  old.exec('pragma foreign_keys = on')
  migrate(old, 3)
  old.exec(`insert into room (id, generation) values ('caj', 'g')`)
  old.exec(`insert into chronology (id, title, events, described_seq, created_ms) values ('caj', 'CAJ', 0, 0, 0)`)
  for (const person of ['member', 'guest']) addPerson(old, person)
  old.exec(`insert into member (chronology, person, role, added_ms) values ('caj', 'member', 'editor', 1)`)
  old.exec(
    `insert into link (id, chronology, role, label, token_hash, created_ms) values ('l', 'caj', 'viewer', '', 'h', 1)`,
  )
  old.exec(`insert into link_use (link, person, first_ms, last_ms) values ('l', 'guest', 1, 1)`)
  migrate(old)
  const upgraded = operationsOn(old)
  expect(upgraded.members.list('caj', NOW).map(({ id, role, hasCome }) => [id, role, hasCome])).toEqual([
    ['guest', 'viewer', true],
    ['member', 'editor', true],
  ])
  expect(upgraded.members.standing('caj', 'member', NOW)?.isAwaited).toBe(false)
  expect(upgraded.joinRequests.list('caj', NOW)).toEqual([])
})

test('an owner token is good once, in its time, and for the first owner alone', () => {
  addPerson(db, 'timur')
  addPerson(db, 'mari')
  store.oneTimeLinks.add(hashToken('late'), 'owner', null, NOW - 1)
  store.oneTimeLinks.add(hashToken('sign-in'), 'sign-in', 'mari', NOW + 1)
  store.oneTimeLinks.add(hashToken('good'), 'owner', null, NOW + 1)
  store.oneTimeLinks.add(hashToken('other'), 'owner', null, NOW + 1)
  expect(store.people.claimInstance(hashToken('late'), 'timur', NOW)).toBe(false)
  expect(store.people.claimInstance(hashToken('sign-in'), 'timur', NOW)).toBe(false)
  expect(store.people.claimInstance(hashToken('good'), 'timur', NOW)).toBe(true)
  expect(store.people.claimInstance(hashToken('good'), 'mari', NOW)).toBe(false)
  expect(store.people.claimInstance(hashToken('other'), 'mari', NOW)).toBe(false)
  expect(store.people.owner()?.id).toBe('timur')
})

test('a link lets in so many people and no more, and those who were in come back', () => {
  addChronology('caj')
  for (const person of ['a', 'b', 'c']) addPerson(db, person)
  addLink('l', { maxUses: 2 })
  expect(use('l', 'a')).toBe('editor')
  expect(use('l', 'b')).toBe('editor')
  expect(use('l', 'c')).toBe('used-up')
  expect(use('l', 'a')).toBe('editor')
  expect(store.links.get('l')?.uses).toBe(2)
})

test('what a link gave ends with its revocation, with its time, and with a person being put out', () => {
  addChronology('caj')
  for (const person of ['a', 'b', 'c']) addPerson(db, person)
  addLink('revoked')
  addLink('ends', { expiresMs: NOW + 1000 })
  addLink('stays')
  use('revoked', 'a')
  use('ends', 'b')
  use('stays', 'c')
  store.links.revoke('revoked', NOW)
  expect(store.members.grantsOf('a', NOW)).toEqual([])
  expect(use('revoked', 'a')).toBe('revoked')
  expect(store.members.grantsOf('b', NOW + 999)).toHaveLength(1)
  expect(store.members.grantsOf('b', NOW + 1000)).toEqual([])
  store.links.endUses('caj', 'c', NOW)
  expect(store.members.grantsOf('c', NOW)).toEqual([])
  expect(use('stays', 'c')).toBe('revoked')
})

test('a personal link makes a member, who stays one when the link is revoked', () => {
  addChronology('caj')
  addPerson(db, 'a')
  addLink('mine', { email: 'a@example.org', maxUses: 1 })
  use('mine', 'a')
  store.links.revoke('mine', NOW)
  expect(store.members.grantsOf('a', NOW)).toEqual([{ chronology: 'caj', role: 'editor', link: null, expiresMs: null }])
})

test('the last owner of a chronology stays its owner', () => {
  addChronology('caj')
  for (const person of ['a', 'b']) addPerson(db, person)
  store.members.set('caj', 'a', 'owner', NOW)
  store.members.set('caj', 'b', 'editor', NOW)
  expect(store.members.change('caj', 'a', 'editor')).toBe('last-owner')
  expect(store.members.change('caj', 'a', null)).toBe('last-owner')
  expect(store.members.ownsAlone('a')).toEqual(['caj'])
  store.members.change('caj', 'b', 'owner')
  expect(store.members.change('caj', 'a', null)).toBe('done')
  expect(store.members.change('caj', 'a', 'viewer')).toBe('no-member')
})

test('a guest who becomes an account takes along roles, authorship, and what is still on its way to the disk', () => {
  addChronology('caj')
  for (const person of ['guest', 'account']) addPerson(db, person)
  addLink('l')
  use('l', 'guest')
  store.members.set('caj', 'account', 'viewer', NOW)
  write(1, 'guest')
  write(2, 'account')
  store.people.merge('guest', 'account')
  store.people.remove('guest')
  write(3, 'guest')
  expect(db.prepare('select person, updates from contributor').all()).toEqual([{ person: 'account', updates: 3 }])
  expect(db.prepare('select distinct author from room_log').all()).toEqual([{ author: 'account' }])
  expect(store.members.grantsOf('account', NOW).map(({ role, link }) => [role, link])).toEqual([
    ['viewer', null],
    ['editor', 'l'],
  ])
})

test('who wrote is known after the log was replaced by a snapshot, and a row that comes twice counts once', () => {
  addChronology('caj')
  write(1, 'a')
  write(1, 'a')
  store.rooms.saveSnapshot('caj', new Uint8Array([0, 0]), 1)
  expect(db.prepare('select count(*) as n from room_log').get()?.n).toBe(0)
  expect(db.prepare('select person, updates from contributor').all()).toEqual([{ person: 'a', updates: 1 }])
})

test('guests who left nothing and do not come back are forgotten; those who wrote are not', () => {
  addChronology('caj')
  addPerson(db, 'reader', { isAnonymous: 1 })
  addPerson(db, 'writer', { isAnonymous: 1 })
  addPerson(db, 'account')
  write(1, 'writer')
  store.people.prune(Date.UTC(2027, 5, 1), Date.UTC(2027, 4, 1))
  expect(db.prepare('select id from "user" order by id').all()).toEqual([{ id: 'account' }, { id: 'writer' }])
})

function addPerson(into: DatabaseSync, id: string, { isAnonymous = 0 } = {}): void {
  into
    .prepare(
      `insert into "user" (id, name, email, emailVerified, createdAt, updatedAt, isAnonymous, colour, choseName, isOwner, isProgram)
       values (?1, ?1, ?1 || '@example.org', 0, '2027-01-01', '2027-01-01', ?2, 0, 1, 0, 0)`,
    )
    .run(id, isAnonymous)
}

function addChronology(id: string): void {
  const room = { id, generation: 'g', state: new Uint8Array([0, 0]) }
  store.chronologies.create({ ...room, title: id, events: 0, nowMs: NOW, visibility: 'private', owner: null })
}

function addLink(id: string, settings: { maxUses?: number; expiresMs?: number; email?: string } = {}): void {
  const { maxUses = null, expiresMs = null, email = null } = settings
  const link = { id, chronology: 'caj', role: 'editor' as const, label: '', email, createdBy: null }
  store.links.add({ ...link, tokenHash: hashToken(id), createdMs: NOW, expiresMs, maxUses })
}

/** The role that it gives, or why it gives none. */
function use(link: string, person: string): string {
  const used = store.links.use(hashToken(link), person, NOW)
  return typeof used === 'string' ? used : used.role
}

function write(seq: number, author: string): void {
  store.rooms.append(packRows([{ room: 'caj', seq, update: new Uint8Array([seq]), author, timeMs: NOW + seq }]))
}
