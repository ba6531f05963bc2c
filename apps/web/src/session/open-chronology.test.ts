// @vitest-environment jsdom
/** The person and their role, and what happens to the page when these change: the real engine, y-websocket and IndexedDB's double. */
import 'fake-indexeddb/auto'
import type { Me } from '@coeval/api'
import { CLOSE, TAG } from '@coeval/sync'
import { addEvent, readEntries } from '@coeval/chronology/ydoc'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FakeServer, me } from './fake-server.ts'
import { findUnsavedCopies } from './unsaved-copies.ts'
import { OpenChronology } from './open-chronology.ts'
import type { Opening } from './opening.ts'

const opened: OpenChronology[] = []

beforeEach(() => localStorage.clear())
afterEach(async () => {
  for (const chronology of opened.splice(0)) chronology.close()
  vi.unstubAllGlobals()
  for (const { name = '' } of await indexedDB.databases()) indexedDB.deleteDatabase(name)
})

interface Page {
  chronology: OpenChronology
  becomes: (person: Me) => void
}

function open(server: FakeServer, { person = me('aigerim'), beforeReplacing = (): string[] => [] } = {}): Page {
  vi.stubGlobal('WebSocket', server.socket)
  let now = person
  let tell: (me: Me | null) => void = () => {}
  const chronology = new OpenChronology('caj', {
    info: server.info,
    me: () => Promise.resolve(now),
    followMe: (listener) => {
      tell = listener
      return () => undefined
    },
    beforeReplacing,
  })
  opened.push(chronology)
  const becomes = (next: Me) => {
    now = next
    tell(next)
  }
  return { chronology, becomes }
}

/** vitest's own is a second, which a busy machine takes for nothing. */
const HANG_GUARD = { timeout: 60_000 }

type Shown = Extract<Opening, { phase: 'open' }>

async function shown(chronology: OpenChronology, until: (opening: Shown) => boolean = () => true): Promise<Shown> {
  return vi.waitFor(() => {
    const opening = chronology.opening()
    if (opening.phase !== 'open' || !until(opening)) throw new Error(`still ${opening.phase}`)
    return opening
  }, HANG_GUARD)
}

const eventsOf = ({ session }: Shown) => [...readEntries(session.doc, 'events').keys()].sort()
const saved = ({ session }: Shown) => vi.waitFor(() => expect(session.saving.state().kind).toBe('saved'), HANG_GUARD)
const wakeOthers = (session: Shown['session']) => {
  // A colleague's state, as y-protocols takes it in: y-websocket would send it on.
  session.provider.awareness.emit('update', [{ added: [], updated: [session.doc.clientID], removed: [] }, 'remote'])
}

test('a reader asks for the document and sends nothing else: no update, no presence, no goodbye', async () => {
  const server = await FakeServer.start('viewer')
  const { chronology } = open(server)
  const opening = await shown(chronology)
  expect(eventsOf(opening)).toEqual(['open'])
  const { session } = opening
  expect(session.provider.awareness.getLocalState()).toBeNull()
  wakeOthers(session)
  session.people.setWhere({ eventId: 'open' })
  session.people.setUser({ name: 'Nobody', colour: 1 })
  // Even if something changed the document of a page that shows no field.
  addEvent(session.doc, { id: 'mine', title: 'Mine' })
  session.provider.disconnect()
  session.connectNow()
  await vi.waitFor(() => expect(server.heard.length).toBeGreaterThan(1), HANG_GUARD)
  expect(server.heard.map(({ frame }) => [frame[0], frame[1]])).toEqual(server.heard.map(() => [TAG.sync, 0]))
})

test('a reader leaves nothing on the device, and has no undo', async () => {
  const server = await FakeServer.start('commenter')
  const { chronology } = open(server)
  const { session, role } = await shown(chronology)
  expect([role, session.mayWrite, session.history, session.copyName]).toEqual(['commenter', false, null, null])
  expect(await indexedDB.databases()).toEqual([])
  expect(Object.keys(localStorage)).toEqual([])
})

test('a writer who may only read from now on: what they had not saved is kept to be taken away, nothing merges', async () => {
  const server = await FakeServer.start('editor')
  const { chronology } = open(server, { beforeReplacing: () => ['half a claim'] })
  const before = await shown(chronology)
  await saved(before)
  before.session.provider.disconnect()
  before.session.history?.step(() => addEvent(before.session.doc, { id: 'unsent', title: 'Unsent' }))
  server.role = 'viewer'
  before.session.connectNow()

  const after = await shown(chronology, ({ session }) => session !== before.session)
  expect(after.role).toBe('viewer')
  expect(after.session.mayWrite).toBe(false)
  expect(eventsOf(after)).toEqual(['open'])
  expect(after.news).toMatchObject({ from: 'editor', to: 'viewer', left: { changes: 1 }, drafts: ['half a claim'] })
  expect([...readEntries(after.news!.left!.session.doc, 'events').keys()]).toContain('unsent')
  expect(await server.events()).not.toContain('unsent')
  chronology.newsRead()
  expect((await shown(chronology)).news).toBeNull()
})

test('what a writer had saved is no loss, and they are told that their role was changed', async () => {
  const server = await FakeServer.start('editor')
  const { chronology } = open(server)
  const before = await shown(chronology)
  before.session.history?.step(() => addEvent(before.session.doc, { id: 'sent', title: 'Sent' }))
  await saved(before)
  server.changeRole('viewer')
  const after = await shown(chronology, ({ role }) => role === 'viewer')
  expect(after.news).toEqual({ from: 'editor', to: 'viewer', left: null, drafts: [] })
  expect(await server.events()).toContain('sent')
})

test('a reader who may write from now on begins with a document of its own, and nothing of the former one is sent', async () => {
  const server = await FakeServer.start('viewer')
  const { chronology } = open(server)
  const before = await shown(chronology)
  server.changeRole('editor')
  const after = await shown(chronology, ({ session }) => session.mayWrite)
  await saved(after)
  expect(after.session.doc).not.toBe(before.session.doc)
  // A writer has the trash too.
  expect(eventsOf(after)).toEqual(['open', 'secret'])
  expect(after.news).toEqual({ from: 'viewer', to: 'editor', left: null, drafts: [] })
  after.session.history?.step(() => addEvent(after.session.doc, { id: 'new', title: 'New' }))
  await saved(after)
  expect((await server.events()).sort()).toEqual(['new', 'open', 'secret'])
})

test('what was not saved as a writer is saved when they may write again', async () => {
  const server = await FakeServer.start('editor')
  const { chronology } = open(server)
  const before = await shown(chronology)
  await saved(before)
  before.session.provider.disconnect()
  before.session.history?.step(() => addEvent(before.session.doc, { id: 'later', title: 'Later' }))
  server.role = 'viewer'
  before.session.connectNow()
  await shown(chronology, ({ role }) => role === 'viewer')
  server.changeRole('editor')
  const again = await shown(chronology, ({ role }) => role === 'editor')
  await saved(again)
  expect(again.news?.left).toBeNull()
  expect(await server.events()).toContain('later')
})

test('an owner who is an editor now goes on in the same session', async () => {
  const server = await FakeServer.start('owner')
  const { chronology } = open(server)
  const before = await shown(chronology)
  server.changeRole('editor')
  const after = await shown(chronology, ({ role }) => role === 'editor')
  expect(after.session).toBe(before.session)
  await saved(after)
})

test('a reader whose view the server made anew opens the new one without a word', async () => {
  const server = await FakeServer.start('viewer')
  const { chronology } = open(server)
  const before = await shown(chronology)
  server.generations.read = 'readers-2'
  server.closeAll(CLOSE.otherGeneration)
  const after = await shown(chronology, ({ session }) => session !== before.session)
  expect(after.session.generation).toBe('readers-2')
  expect(after.news).toBeNull()
})

test('the server is away just when it is to be asked: it is asked again until it answers', async () => {
  const server = await FakeServer.start('editor')
  const { chronology } = open(server)
  await saved(await shown(chronology))
  server.isAway = true
  server.changeRole('viewer')
  await vi.waitFor(() => expect(server.asked).toBeGreaterThan(1), HANG_GUARD)
  server.isAway = false
  expect((await shown(chronology, ({ role }) => role === 'viewer')).session.mayWrite).toBe(false)
})

test('somebody who was disconnected for good keeps what they see, and is told why', async () => {
  const server = await FakeServer.start('editor')
  const { chronology } = open(server)
  const opening = await shown(chronology)
  await saved(opening)
  server.role = null
  server.closeAll(CLOSE.removed)
  await vi.waitFor(
    () => expect(opening.session.saving.state()).toMatchObject({ kind: 'closed', code: CLOSE.removed.code }),
    HANG_GUARD,
  )
  expect(chronology.opening()).toBe(opening)
})

test('a role that ended while the page asked is as good as none', async () => {
  const server = await FakeServer.start('editor')
  const { chronology } = open(server)
  const opening = await shown(chronology)
  await saved(opening)
  server.role = null
  server.closeAll(CLOSE.roleChanged)
  await vi.waitFor(
    () => expect(opening.session.saving.state()).toMatchObject({ kind: 'closed', code: CLOSE.forbidden.code }),
    HANG_GUARD,
  )
})

test('a chronology that is not for me fails to open, and opens once I am somebody else', async () => {
  const server = await FakeServer.start('viewer')
  server.role = null
  const { chronology, becomes } = open(server)
  await vi.waitFor(() => expect(chronology.opening().phase).toBe('failed'), HANG_GUARD)
  server.role = 'editor'
  becomes(me('timur'))
  expect((await shown(chronology)).role).toBe('editor')
})

test('a copy on this device is for the person who made it: somebody else begins with their own', async () => {
  const server = await FakeServer.start('editor')
  const first = open(server)
  const mine = await shown(first.chronology)
  await saved(mine)
  const { copyName } = mine.session
  first.chronology.close()
  opened.splice(0)

  const second = open(server, { person: me('timur') })
  const theirs = await shown(second.chronology)
  expect(theirs.session.copyName).not.toBe(copyName)
  await saved(theirs)
})

test('what somebody left unsaved before their role was lowered is neither sent nor offered by somebody else', async () => {
  const server = await FakeServer.start('editor')
  const first = open(server)
  const before = await shown(first.chronology)
  await saved(before)
  before.session.provider.disconnect()
  before.session.history?.step(() => addEvent(before.session.doc, { id: 'unsent', title: 'Unsent' }))
  server.role = 'viewer'
  before.session.connectNow()
  await shown(first.chronology, ({ role }) => role === 'viewer')
  first.chronology.close()
  opened.splice(0)

  const second = open(server, { person: me('timur') })
  expect((await shown(second.chronology)).role).toBe('viewer')
  expect(findUnsavedCopies('caj', null, me('timur'))).toEqual([])
  server.changeRole('editor')
  const theirs = await shown(second.chronology, ({ role }) => role === 'editor')
  await saved(theirs)
  expect(await server.events()).not.toContain('unsent')
  second.chronology.close()
  opened.splice(0)

  const [left] = findUnsavedCopies('caj', null, me('aigerim'))
  expect(left).toMatchObject({ copy: before.session.copyName, changes: 1 })
})

test('a guest who becomes an account goes on in the same document, and finds their copy again', async () => {
  const server = await FakeServer.start('editor')
  const first = open(server)
  const before = await shown(first.chronology)
  await saved(before)
  first.becomes(me('account', ['aigerim']))
  expect((await shown(first.chronology)).session).toBe(before.session)
  const { copyName } = before.session
  first.chronology.close()
  opened.splice(0)

  const again = open(server, { person: me('account', ['aigerim']) })
  expect((await shown(again.chronology)).session.copyName).toBe(copyName)
})

test('offline, the copy on this device opens without asking anybody', async () => {
  const server = await FakeServer.start('editor')
  const first = open(server)
  await saved(await shown(first.chronology))
  first.chronology.close()
  opened.splice(0)
  server.isAway = true
  const { session } = await shown(open(server).chronology)
  expect([...readEntries(session.doc, 'events').keys()]).toContain('open')
})
