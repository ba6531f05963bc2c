// The server ends the connection: the page says why, keeps what is not saved within reach, and offers a way on.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CLOSE, MemoryStorage, RoomHost } from '@coeval/sync'
import { readChronology, seedDocument } from '@coeval/chronology/ydoc'
import type { Locator, Page, WebSocketRoute } from '@playwright/test'
import * as Y from 'yjs'
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/index.ts'
import type { ServerProcess } from '../server-process.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import {
  connectNow,
  date,
  eventAddress,
  exported,
  exportedEvent,
  MEETING_2006,
  saved,
  saveState,
  setDate,
  title,
} from './workspace.ts'

type CloseName = keyof typeof CLOSE

test('[H3] a chronology that was replaced while a tab was open: nothing merges, the edit is in a file, and the new one loads', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  const sockets = followSockets(page)
  await saved(page)
  const context = page.context()
  // The panel is a part of the page that comes late, and not at all from a server that is gone.
  await expect(date(page)).toBeVisible()
  await server.stop()
  await setDate(page, '2006-06-05')
  await expect(saveState(page)).toHaveText('Offline, 1 change not yet saved')
  await replace(server, 'caj', 'Replaced')
  await server.listen()

  await expect(alertOf(page)).toContainText('This chronology was replaced on the server.')
  await expect(alertOf(page)).toContainText('1 change is on this device only.')
  await expect(saveState(page)).toHaveText('Disconnected, 1 change not saved')
  // Not even by a reload, or when the network comes back, and never without its generation.
  await page.evaluate(() => window.dispatchEvent(new Event('online')))
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await expect(alertOf(page)).toContainText('This chronology was replaced on the server.')
  await expect(saveState(page)).toHaveText('Disconnected, 1 change not saved')
  await expect(date(page)).toHaveValue('2006-06-05')
  expect(await exported(server)).not.toContain('2006-06-05')

  const startOver = alertOf(page).getByRole('button', { name: 'Load the server’s version' })
  await expect(startOver).toBeDisabled()
  const file = await savedFile(page)
  expect(file.events.find(({ id }) => id === MEETING_2006)?.date).toBe('2006-06-05')
  await startOver.click()
  await expect(page.getByLabel('Title of the chronology')).toHaveValue('Replaced')
  await saved(page)
  const now = JSON.parse(await exported(server)) as { meta: { title: string }; events: unknown[] }
  expect([now.meta.title, now.events]).toEqual(['Replaced', []])
  expect(sockets.length).toBeGreaterThan(2)
  expect(sockets.filter((address) => !/[?&]generation=[^&]/.test(address))).toEqual([])

  // The next visit begins with the new one and has nothing to tell of the old.
  const later = await context.newPage()
  await later.goto(`${server.url}/c/caj`)
  await saved(later)
  await expect(later.getByLabel('Title of the chronology')).toHaveValue('Replaced')
})

test('what a closed tab had not saved of a replaced chronology is offered as a file to the person who opens the new one', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await saved(page)
  const context = page.context()
  // The panel is a part of the page that comes late, and not at all from a server that is gone.
  await expect(date(page)).toBeVisible()
  await server.stop()
  await setDate(page, '2006-06-05')
  await expect(saveState(page)).toHaveText('Offline, 1 change not yet saved')
  await page.close({ runBeforeUnload: false })
  await replace(server, 'caj', 'Replaced')
  await server.listen()

  // As another tab leaves it behind: the device knows of the new one only.
  const later = await context.newPage()
  await later.goto(server.url)
  await later.evaluate(() => localStorage.removeItem('coeval-generation:caj'))
  await later.goto(`${server.url}/c/caj`)
  await saved(later)
  const offer = later.getByRole('status').filter({ hasText: 'An earlier copy of this chronology' })
  await expect(offer).toContainText('holds 1 change that was never saved')
  const [download] = await Promise.all([
    later.waitForEvent('download'),
    offer.getByRole('button', { name: 'Save it as a file' }).click(),
  ])
  const file = JSON.parse(await readFile(await download.path(), 'utf8')) as { events: { id: string; date: string }[] }
  expect(file.events.find(({ id }) => id === MEETING_2006)?.date).toBe('2006-06-05')
  await offer.getByRole('button', { name: 'Discard it' }).click()
  await later.reload()
  await saved(later)
  await expect(offer).toHaveCount(0)
})

test('a chronology that was removed and brought in again under its id is told apart', async ({ browser, server }) => {
  const owner = await server.owner()
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await setDate(page, '2006-06-05')
  await saved(page)
  await owner.send('PATCH', '/api/chronologies/caj', { trashed: true })
  await expect(alertOf(page)).toContainText('This chronology is in the trash.')
  await owner.send('DELETE', '/api/chronologies/caj')
  await alertOf(page).getByRole('button', { name: 'Try again' }).click()
  await expect(alertOf(page)).toContainText('This chronology is no longer on the server.')
  await expect(alertOf(page).getByRole('link', { name: 'All chronologies' })).toBeVisible()
  await owner.send('POST', '/api/chronologies', { from: 'caj' })
  const fresh = (await exportedEvent(server, MEETING_2006))?.date
  await page.reload()
  await expect(alertOf(page)).toContainText('This chronology was replaced on the server.')
  // All was saved in its time, so nothing has to be taken away first.
  await alertOf(page).getByRole('button', { name: 'Load the server’s version' }).click()
  await saved(page)
  await expect(date(page)).toHaveValue(fresh ?? '')
  expect((await exportedEvent(server, MEETING_2006))?.date).toBe(fresh)
})

test('a device that remembers a replaced chronology, and has no copy of it, opens the new one', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, server.url)
  await page.evaluate(() => localStorage.setItem('coeval-generation:caj', 'of-old'))
  await page.goto(eventAddress(server, MEETING_2006))
  await saved(page)
  await expect(alertOf(page)).toHaveCount(0)
})

test('an address without a chronology does not ask to try again', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/nope`)
  await expect(page.getByText('There is no chronology at this address')).toBeVisible()
  await expect(page.getByRole('link', { name: 'All chronologies' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})

test('[C1]–[C7] every final code has its sentence, and a way on', async ({ browser, server }) => {
  const ways: Partial<Record<CloseName, [sentence: string, buttons: string[]]>> = {
    malformed: ['could not read what this page sent', ['Save my copy as a file', 'Save the raw data', 'Reload']],
    noSession: ['sign in or open the link', ['Save my copy as a file']],
    forbidden: ['This chronology is not shared with you.', ['Save my copy as a file']],
    linkEnded: ['was revoked or has expired', ['Save my copy as a file']],
    removed: ['You are no longer a member', ['Save my copy as a file']],
    signedOut: ['You were signed out.', ['Save my copy as a file']],
    notFound: ['no longer on the server', ['Save my copy as a file']],
    otherGeneration: ['was replaced on the server', ['Save my copy as a file', 'Load the server’s version']],
    trashed: ['is in the trash', ['Save my copy as a file', 'Try again']],
    frameTooLarge: ['One change is too large to send', ['Undo the last change', 'Try again', 'Save my copy as a file']],
    documentTooLarge: [
      'the maximum size on this server',
      ['Undo the last change', 'Try again', 'Save my copy as a file'],
    ],
  }
  const finals = (Object.keys(CLOSE) as CloseName[]).filter((name) => CLOSE[name].code < 4500)
  expect(Object.keys(ways).sort()).toEqual(finals.sort())
  for (const name of finals) {
    const { page, line } = await openWithLine(browser, server)
    // The page asks the server itself before it believes this one.
    if (name === 'otherGeneration') await answerWithAnotherGeneration(page)
    await line.close(CLOSE[name])
    const [sentence, buttons] = ways[name] ?? ['', []]
    await expect(alertOf(page)).toContainText(sentence)
    for (const button of buttons) await expect(alertOf(page).getByRole('button', { name: button })).toBeVisible()
    await expect(saveState(page)).toHaveText('Disconnected. Everything so far is saved')
    expect(uncaughtErrors(page)).toEqual([])
    await page.context().close()
  }
})

test('[C8]–[C12] what comes back is said until all is saved again, or until it was read', async ({
  browser,
  server,
}) => {
  const sentences: Record<string, string> = {
    notLoaded: 'could not read this chronology from its storage',
    restarting: 'The server is restarting.',
    tooSlow: 'could not keep up and was cut off',
    resync: 'arrived out of order',
    tooMany: 'The server is at capacity.',
    tooFast: 'sent changes faster than the server accepts them',
  }
  const { page, line } = await openWithLine(browser, server)
  const notice = page.getByRole('status').filter({ hasText: /Trying again|Reconnecting/ })
  // A changed role is news of its own: see roles.spec.ts.
  const comingBack = (Object.keys(CLOSE) as CloseName[]).filter(
    (name) => CLOSE[name].code >= 4500 && name !== 'roleChanged',
  )
  for (const name of comingBack) {
    line.blocked = true
    await line.close(CLOSE[name])
    await expect(notice).toContainText(sentences[name] ?? 'no sentence')
    await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
    line.blocked = false
    await connectNow(page)
    await expect(notice).toHaveCount(0)
  }
  line.blocked = true
  await line.close(CLOSE.tooSlow)
  await notice.getByRole('button', { name: 'Close this message' }).click()
  await expect(notice).toHaveCount(0)
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
})

for (const name of ['frameTooLarge', 'documentTooLarge'] as const) {
  test(`[${name}] a change that is too large is undone, the rest is saved, and the server never had it`, async ({
    browser,
    server,
  }) => {
    const engine = await Engine.of(server)
    if (name === 'frameTooLarge') engine.limits.maxFrameBytes = 20_000
    else engine.limits.maxDocumentBytes = engine.stateBytes + 20_000
    const page = await openTab(browser, 'about:blank')
    await engine.serve(page)
    await page.goto(eventAddress(server, MEETING_2006))
    await title(page).waitFor()
    await saved(page)
    await appendToTitle(page, ' and so on'.repeat(3_000))
    await expect(alertOf(page)).toContainText(
      name === 'frameTooLarge' ? 'One change is too large to send' : 'the maximum size on this server',
    )
    await setDate(page, '2006-06-05')
    await expect(saveState(page)).toHaveText('Disconnected, 2 changes not saved')
    // Another try alone does not help, and loses nothing; the network's return does not try at all.
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await alertOf(page).getByRole('button', { name: 'Try again' }).click()
    await expect(saveState(page)).toHaveText('Disconnected, 2 changes not saved')
    const undo = alertOf(page).getByRole('button', { name: 'Undo the last change' })
    await undo.click()
    await undo.click()
    await expect(title(page)).not.toHaveValue(/and so on/)
    await setDate(page, '2006-06-06')
    await alertOf(page).getByRole('button', { name: 'Try again' }).click()
    await saved(page)
    await expect(alertOf(page)).toHaveCount(0)
    const stored = await engine.chronology()
    expect(JSON.stringify(stored)).not.toContain('and so on')
    expect(stored.events.find(({ id }) => id === MEETING_2006)?.date).toBe('2006-06-06')
    // Nor does this device send it after a reload.
    await page.reload()
    await saved(page)
    expect(uncaughtErrors(page)).toEqual([])
  })
}

test('[C6] what is too large, and cannot be undone after a reload, goes into a file, and the page begins anew', async ({
  browser,
  server,
}) => {
  const engine = await Engine.of(server)
  engine.limits.maxFrameBytes = 20_000
  const page = await openTab(browser, 'about:blank')
  page.on('dialog', (dialog) => void dialog.accept())
  await engine.serve(page)
  await page.goto(eventAddress(server, MEETING_2006))
  await title(page).waitFor()
  await saved(page)
  await appendToTitle(page, ' and so on'.repeat(3_000))
  await expect(alertOf(page)).toContainText('One change is too large to send')
  await page.reload()
  await expect(alertOf(page)).toContainText('One change is too large to send')
  await expect(alertOf(page).getByRole('button', { name: 'Undo the last change' })).toBeDisabled()
  const file = await savedFile(page)
  expect(file.events.find(({ id }) => id === MEETING_2006)?.title).toMatch(/( and so on){3000}$/)
  await alertOf(page).getByRole('button', { name: 'Load the server’s version' }).click()
  await saved(page)
  await expect(title(page)).not.toHaveValue(/and so on/)
  await page.reload()
  await saved(page)
})

test('[S7] somebody who may only read is told, and what they changed is not counted for ever', async ({
  browser,
  server,
}) => {
  const engine = await Engine.of(server)
  const page = await openTab(browser, 'about:blank')
  await engine.serve(page, { mayWrite: false })
  await page.goto(eventAddress(server, MEETING_2006))
  await expect(saveState(page)).toHaveText('You can read but not edit')
  await expect(alertOf(page)).toHaveCount(0)
  const before = await date(page).inputValue()
  await setDate(page, '2006-06-05')
  await expect(alertOf(page)).toContainText('You can read this chronology but not edit it.')
  await expect(saveState(page)).toHaveText('1 change not accepted')
  expect((await savedFile(page)).events.find(({ id }) => id === MEETING_2006)?.date).toBe('2006-06-05')
  await alertOf(page).getByRole('button', { name: 'Load the server’s version' }).click()
  await expect(saveState(page)).toHaveText('You can read but not edit')
  await expect(date(page)).toHaveValue(before)
})

/** Puts another document in the place of the chronology's, in the database of a stopped server: a seed of its own. */
async function replace(server: ServerProcess, id: string, newTitle: string): Promise<void> {
  const storage = openSqliteStorage(join(server.dataFolder, 'coeval.sqlite'))
  try {
    const entry = await storage.catalogue.get(id)
    const owner = (await storage.members.list(id, Date.now())).find(({ role }) => role === 'owner')?.id ?? null
    await storage.rooms.remove(id)
    const state = stateOf(newTitle)
    const nowMs = entry?.createdMs ?? 0
    const facts = { title: newTitle, events: 0, nowMs, visibility: 'public' as const, owner }
    await storage.chronologies.create({ id, generation: randomUUID(), state, ...facts })
  } finally {
    await storage.close(5000)
  }
}

function stateOf(newTitle: string): Uint8Array {
  const doc = new Y.Doc()
  seedDocument(doc, { ...readChronology(new Y.Doc()), meta: { title: newTitle } })
  return Y.encodeStateAsUpdateV2(doc)
}

/** The real room engine in this process, for what the server cannot be told yet: small limits, and readers. */
class Engine {
  readonly limits: { maxFrameBytes?: number; maxDocumentBytes?: number } = {}
  readonly stateBytes: number
  readonly #generation: string
  readonly #storage = new MemoryStorage()
  readonly #state: Uint8Array
  #host: RoomHost | undefined

  private constructor(generation: string, chronology: Parameters<typeof seedDocument>[1]) {
    const doc = new Y.Doc()
    seedDocument(doc, chronology)
    this.stateBytes = Y.encodeStateAsUpdate(doc).length
    this.#state = Y.encodeStateAsUpdateV2(doc)
    this.#generation = generation
  }

  /** With the chronology that the server has. */
  static async of(server: ServerProcess): Promise<Engine> {
    const { generation } = (await (await server.fetch('/api/chronologies/caj')).json()) as { generation: string }
    return new Engine(generation, JSON.parse(await exported(server)) as Parameters<typeof seedDocument>[1])
  }

  /** Takes the page's connections in the place of the server. */
  async serve(page: Page, { mayWrite = true } = {}): Promise<void> {
    await this.#storage.create({ id: 'caj', generation: this.#generation, state: this.#state })
    const after = (delayMs: number, callback: () => void) => {
      const timer = setTimeout(callback, delayMs).unref()
      return () => clearTimeout(timer)
    }
    const clock = { nowMs: () => performance.now(), dateMs: Date.now, after }
    const host = new RoomHost({ storage: this.#storage, clock, limits: this.limits })
    this.#host = host
    await page.routeWebSocket(/\/sync\//, (socket) => {
      const connection = {
        send: (frames: readonly Uint8Array[]) => {
          for (const frame of frames) socket.send(Buffer.from(frame))
          return 0
        },
        close: (reason: { code: number; reason: string }) => void socket.close(reason),
        queuedBytes: () => 0,
      }
      const visit = host.connect('caj', connection, { mayWrite, wantsReceipts: true, generation: this.#generation })
      socket.onMessage((data) => visit.receive(Buffer.from(data as Buffer)))
      socket.onClose(() => visit.leave())
    })
  }

  async chronology(): Promise<ReturnType<typeof readChronology>> {
    const chronology = await this.#host?.read('caj', (doc) => readChronology(doc))
    if (!chronology) throw new Error('serve was not called')
    return chronology
  }
}

async function answerWithAnotherGeneration(page: Page): Promise<void> {
  await page.route('**/api/chronologies/caj', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ json: { ...((await answer.json()) as object), generation: randomUUID() } })
  })
}

/** At once, so that it is one change however slow the machine is. */
async function appendToTitle(page: Page, text: string): Promise<void> {
  await title(page).press('ControlOrMeta+End')
  await page.keyboard.insertText(text)
}

interface Line {
  /** While true, no connection is let through. */
  blocked: boolean
  /** Ends the open connection as the server would. */
  close(reason: { code: number; reason: string }): Promise<void>
}

/** A tab whose connection to the real server goes through the test's hand. */
async function openWithLine(
  browser: Parameters<typeof openTab>[0],
  server: ServerProcess,
): Promise<{ page: Page; line: Line }> {
  const page = await openTab(browser, 'about:blank')
  let open: WebSocketRoute | undefined
  const line: Line = {
    blocked: false,
    async close({ code, reason }) {
      await open?.close({ code, reason })
    },
  }
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (line.blocked) return void socket.close({ code: 1013, reason: '' })
    socket.connectToServer()
    open = socket
  })
  await page.goto(eventAddress(server, MEETING_2006))
  await date(page).waitFor()
  await saved(page)
  return { page, line }
}

function followSockets(page: Page): string[] {
  const addresses: string[] = []
  page.on('websocket', (socket) => addresses.push(socket.url()))
  return addresses
}

function alertOf(page: Page): Locator {
  return page.getByRole('alert')
}

async function savedFile(page: Page): Promise<{ events: { id: string; title: string; date: string }[] }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    alertOf(page).getByRole('button', { name: 'Save my copy as a file' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('caj.json')
  return JSON.parse(await readFile(await download.path(), 'utf8'))
}
