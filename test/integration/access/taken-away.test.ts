/**
 * [attack 7] Whatever lets somebody in is taken away while they edit: the socket is closed with a code that says why, what
 * is sent after that is not taken, and who may still do something comes back as that.
 */
import type { KeyInfo, NewLink, SessionInfo } from '@coeval/api'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { until } from '../real-tab.ts'
import { done, Instance } from './instance.ts'
import { CODE, type Outcome, Peers } from './peer.ts'

/** Somebody who edits, and how it is taken from them. */
interface Editor {
  headers: Record<string, string>
  takeAway: () => Promise<unknown>
}

const CROWD = 200

let instance: Instance
let owner: Visitor
let peers: Peers
let room: string
let path: string

beforeAll(async () => {
  instance = await Instance.start()
  owner = instance.owner
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(async () => {
  room = await instance.chronology()
  path = `/api/chronologies/${room}`
})

afterAll(async () => {
  peers.closeAll()
  await instance.close()
})

const WAYS: Record<string, { make: () => Promise<Editor>; code: number; afterwards: Outcome }> = {
  'the role of a member is lowered': {
    async make() {
      const mira = await instance.account(aName('Mira'))
      const id = await instance.addMember(room, mira, 'editor')
      return {
        headers: mira.headers,
        takeAway: () => done(owner.send('PATCH', `${path}/members/${id}`, { role: 'viewer' })),
      }
    },
    code: CODE.roleChanged,
    afterwards: 'in',
  },
  'a member is removed': {
    async make() {
      const mira = await instance.account(aName('Mira'))
      const id = await instance.addMember(room, mira, 'editor')
      return { headers: mira.headers, takeAway: () => done(owner.send('DELETE', `${path}/members/${id}`)) }
    },
    code: CODE.removed,
    afterwards: { code: CODE.forbidden },
  },
  'the role of a link is lowered': {
    async make() {
      const { link, headers } = await byLink()
      return { headers, takeAway: () => done(owner.send('PATCH', `${path}/links/${link.id}`, { role: 'commenter' })) }
    },
    code: CODE.roleChanged,
    afterwards: 'in',
  },
  'a link is revoked': {
    async make() {
      const { link, headers } = await byLink()
      return { headers, takeAway: () => done(owner.send('DELETE', `${path}/links/${link.id}`)) }
    },
    code: CODE.linkEnded,
    afterwards: { code: CODE.forbidden },
  },
  'a link is ended by its date': {
    async make() {
      const { link, headers } = await byLink()
      const expiresAt = new Date(Date.now() - 1000).toISOString()
      return { headers, takeAway: () => done(owner.send('PATCH', `${path}/links/${link.id}`, { expiresAt })) }
    },
    code: CODE.linkEnded,
    afterwards: { code: CODE.forbidden },
  },
  'one guest of many is put out': {
    async make() {
      const { guest, headers } = await byLink()
      const { person } = await guest.me()
      return { headers, takeAway: () => done(owner.send('DELETE', `${path}/members/${person?.id}`)) }
    },
    code: CODE.linkEnded,
    afterwards: { code: CODE.forbidden },
  },
  'they sign out': {
    async make() {
      const { guest, headers } = await byLink()
      return { headers, takeAway: () => done(guest.send('POST', '/api/sign-out', {})) }
    },
    code: CODE.signedOut,
    afterwards: { code: CODE.noSession },
  },
  'they sign out everywhere, at another computer': {
    async make() {
      const { here, there } = await atTwoComputers()
      return { headers: here.headers, takeAway: () => done(there.send('POST', '/api/sign-out', { everywhere: true })) }
    },
    code: CODE.signedOut,
    afterwards: { code: CODE.noSession },
  },
  'they end this session at another computer': {
    async make() {
      const { here, there } = await atTwoComputers()
      const { sessions } = await done<{ sessions: SessionInfo[] }>(here.send('GET', '/api/me/sessions'))
      const id = sessions.find(({ isThis }) => isThis)?.id
      return { headers: here.headers, takeAway: () => done(there.send('DELETE', `/api/me/sessions/${id}`)) }
    },
    code: CODE.signedOut,
    afterwards: { code: CODE.noSession },
  },
  'the owner of the server removes the person': {
    async make() {
      const mira = await instance.account(aName('Mira'))
      const id = await instance.addMember(room, mira, 'editor')
      return { headers: mira.headers, takeAway: () => done(owner.send('DELETE', `/api/instance/people/${id}`)) }
    },
    code: CODE.signedOut,
    afterwards: { code: CODE.noSession },
  },
  'a key is revoked': {
    async make() {
      const mira = await instance.account(aName('Mira'))
      await instance.addMember(room, mira, 'editor')
      const headers = await instance.program(mira, 'write')
      const { keys } = await done<{ keys: KeyInfo[] }>(mira.send('GET', '/api/me/keys'))
      return { headers, takeAway: () => done(mira.send('DELETE', `/api/me/keys/${keys[0]?.id}`)) }
    },
    code: CODE.signedOut,
    afterwards: { code: CODE.noSession },
  },
  'the member whose key it is, is removed': {
    async make() {
      const mira = await instance.account(aName('Mira'))
      const id = await instance.addMember(room, mira, 'editor')
      const headers = await instance.program(mira, 'write')
      return { headers, takeAway: () => done(owner.send('DELETE', `${path}/members/${id}`)) }
    },
    code: CODE.forbidden,
    afterwards: { code: CODE.forbidden },
  },
  'the chronology goes to the trash': {
    async make() {
      const { headers } = await byLink()
      return { headers, takeAway: () => done(owner.send('PATCH', path, { trashed: true })) }
    },
    code: CODE.trashed,
    afterwards: { code: CODE.trashed },
  },
}

for (const [way, { make, code, afterwards }] of Object.entries(WAYS)) {
  test(`[attack 7] ${way}: closed with ${code}, and nothing that comes later is taken`, async () => {
    const { headers, takeAway } = await make()
    const editor = await peers.join(room, headers)
    editor.doc.getMap('before').set('it', true)
    await until(() => editor.saved > 0)
    let closedMs = 0
    void editor.closed.then(() => {
      closedMs = performance.now()
    })
    // They go on writing all the while, and do not listen.
    let n = 0
    let late = Number.POSITIVE_INFINITY
    const writing = setInterval(() => {
      if (editor.isOpen) editor.doc.getMap('writing').set(`${n}`, n++)
    }, 1)
    const startMs = performance.now()
    await takeAway()
    const takenMs = performance.now()
    late = n
    expect(await editor.closed).toBe(code)
    clearInterval(writing)
    console.log(
      `${way}: answered after ${(takenMs - startMs).toFixed(0)} ms, closed after ${(closedMs - startMs).toFixed(0)} ms`,
    )
    expect(await peers.open(room, headers).outcome).toEqual(afterwards)
    if (code === CODE.trashed) await done(owner.send('PATCH', path, { trashed: false }))
    const after = await peers.join(room, owner.headers)
    expect(after.doc.getMap('before').has('it')).toBe(true)
    // What they wrote once it was taken away is nowhere.
    const taken = [...after.doc.getMap('writing').keys()].map(Number)
    expect(Math.max(-1, ...taken)).toBeLessThan(late)
    after.close()
  })
}

test('[attack 7] a chronology that is no longer public: those who were there by that alone are sent away', async () => {
  await done(owner.send('PATCH', path, { visibility: 'public' }))
  const nobody = await peers.join(room, { origin: owner.origin })
  const { headers } = await instance.account(aName('Stan'))
  const stranger = await peers.join(room, headers)
  const member = await peers.join(room, owner.headers)
  const startMs = performance.now()
  await done(owner.send('PATCH', path, { visibility: 'private' }))
  expect([await nobody.closed, await stranger.closed]).toEqual([CODE.forbidden, CODE.forbidden])
  console.log(`visibility closed: both away after ${(performance.now() - startMs).toFixed(0)} ms`)
  expect(member.isOpen).toBe(true)
})

test('[attack 7] a link that expires by itself: closed with 4406', async () => {
  const link = await owner.makeLink(room, { role: 'editor', expiresAt: new Date(Date.now() + 2000).toISOString() })
  const guest = instance.visitor()
  await done(guest.join(link.url))
  const editor = await peers.join(room, guest.headers)
  expect(await editor.closed).toBe(CODE.linkEnded)
  console.log(`closed ${Date.now() - Date.parse(link.expiresAt ?? '')} ms after the link had expired`)
  expect((await guest.send('GET', path)).status).toBe(404)
})

test(`[attack 7] a link is revoked under ${CROWD} who came by it: all of them are closed`, async () => {
  const { link, headers } = await byLink()
  const crowd = await Promise.all(Array.from({ length: CROWD }, () => peers.join(room, headers)))
  const startMs = performance.now()
  await done(owner.send('DELETE', `${path}/links/${link.id}`))
  expect(new Set(await Promise.all(crowd.map(({ closed }) => closed)))).toEqual(new Set([CODE.linkEnded]))
  console.log(`all ${CROWD} closed after ${(performance.now() - startMs).toFixed(0)} ms`)
})

test('[attack 7] what has nothing to do with it goes on', async () => {
  const { headers } = await byLink()
  const other = await byLink()
  const editor = await peers.join(room, headers)
  const elsewhere = await peers.join(await instance.chronology('Elsewhere'), owner.headers)
  await done(owner.send('DELETE', `${path}/links/${other.link.id}`))
  await done(owner.send('PATCH', path, { visibility: 'public' }))
  await done(owner.send('PATCH', path, { visibility: 'private' }))
  editor.doc.getMap('still').set('here', true)
  await until(() => editor.saved > 0)
  expect([editor.isOpen, elsewhere.isOpen]).toEqual([true, true])
})

async function byLink(): Promise<{ link: NewLink; guest: Visitor; headers: Record<string, string> }> {
  const link = await instance.link(room, 'editor')
  const guest = instance.visitor()
  await done(guest.join(link.url, 'Gulya'))
  return { link, guest, headers: guest.headers }
}

async function atTwoComputers(): Promise<{ here: Visitor; there: Visitor }> {
  const name = aName('Mira')
  const here = await instance.account(name)
  await instance.addMember(room, here, 'editor')
  const there = instance.visitor()
  const { email, password } = { email: `${name.toLowerCase()}@example.org`, password: 'correct horse battery' }
  await done(there.send('POST', '/api/sign-in', { email, password }))
  return { here, there }
}

let names = 0
function aName(name: string): string {
  return `${name}${++names}`
}
