// A chronology that was replaced on the server: nothing merges, and what was not saved is kept within reach.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readChronology, seedDocument } from '@coeval/chronology/ydoc'
import type { Page } from '@playwright/test'
import * as Y from 'yjs'
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/index.ts'
import type { ServerProcess } from '../server-process.ts'
import { expect, openTab, test } from './fixtures.ts'
import { alertOf, savedFile } from './own-copy.ts'
import { date, eventAddress, exported, exportedEvent, MEETING_2006, saved, saveState, setDate } from './workspace.ts'

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

test('what a closed tab had not saved of a replaced chronology is offered as a file to whoever opens the new one', async ({
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

function followSockets(page: Page): string[] {
  const addresses: string[] = []
  page.on('websocket', (socket) => addresses.push(socket.url()))
  return addresses
}
