// What is not saved, is said; what is said to be saved, is.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CLOSE } from '@coeval/sync'
import type { WebSocketRoute } from '@playwright/test'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { connectNow, eventAddress, exportedEvent, MEETING_2006, saved, saveState, setDate, title } from './workspace.ts'

test('[D4] another program locks the database: what is not saved is counted, and saved once it can be', async ({
  browser,
  server,
}) => {
  const [mari, timur] = await Promise.all([
    openTab(browser, eventAddress(server, MEETING_2006)),
    openTab(browser, eventAddress(server, MEETING_2006)),
  ])
  await Promise.all([saved(mari), saved(timur)])
  const lock = new DatabaseSync(join(server.dataFolder, 'coeval.sqlite'))
  lock.exec('begin immediate')
  try {
    await setDate(mari, '2006-06-05')
    await expect(mari.getByRole('alert')).toContainText('The server cannot save at the moment.')
    await expect(mari.getByRole('alert')).toContainText('1 change is on this device only.')
    await expect(saveState(mari)).toHaveText('1 change not saved')
    // A colleague is told as well, and that nothing of theirs is at stake.
    await expect(timur.getByRole('alert')).toContainText('The server cannot save at the moment.')
    await expect(saveState(timur)).toHaveText('Saving isn’t working right now')
    await title(mari).press('ControlOrMeta+End')
    await mari.keyboard.insertText(' (locked)')
    await expect(saveState(mari)).toHaveText('2 changes not saved')
    await expect(title(timur)).toHaveValue(/ \(locked\)$/)
  } finally {
    lock.exec('rollback')
    lock.close()
  }
  for (const page of [mari, timur]) {
    await saved(page)
    await expect(page.getByRole('alert')).toHaveCount(0)
  }
  await server.kill()
  await server.listen()
  expect((await exportedEvent(server, MEETING_2006))?.date).toBe('2006-06-05')
  expect((await exportedEvent(server, MEETING_2006))?.title).toMatch(/ \(locked\)$/)
})

test('the site’s data is cleared while the page is open: edits still reach the server, and nobody relies on the copy', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await saved(page)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Storage.clearDataForOrigin', {
    origin: server.url,
    // Not the cookies: without them one is nobody here.
    storageTypes: 'indexeddb,local_storage,cache_storage',
  })
  await setDate(page, '2006-06-05')
  await saved(page)
  expect((await exportedEvent(server, MEETING_2006))?.date).toBe('2006-06-05')
  await page.context().setOffline(true)
  await setDate(page, '2006-06-06')
  await expect(saveState(page)).toHaveText('Offline, 1 change not yet saved')
  await expect(page.getByText('leave the page open until the connection is back').first()).toBeAttached()
  await page.context().setOffline(false)
  await saved(page)
  expect((await exportedEvent(server, MEETING_2006))?.date).toBe('2006-06-06')
  expect(uncaughtErrors(page)).toEqual([])
})

test('who goes to the list with changes that are not saved leaves them to the page: they are saved when they can be', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, 'about:blank')
  let open: WebSocketRoute | undefined
  let letThrough = true
  await page.routeWebSocket(/\/sync\//, (socket) => {
    if (!letThrough) return void socket.close({ code: 1013, reason: '' })
    socket.connectToServer()
    open = socket
  })
  await page.goto(eventAddress(server, MEETING_2006))
  await saved(page)
  letThrough = false
  await open?.close(CLOSE.restarting)
  await setDate(page, '2006-06-05')
  await page.getByRole('link', { name: 'All chronologies' }).click()
  await expect(page.getByRole('list', { name: 'Chronologies' })).toBeVisible()
  await page.waitForTimeout(1_500)
  letThrough = true
  await expect.poll(async () => (await exportedEvent(server, MEETING_2006))?.date).toBe('2006-06-05')
})

test('what two tabs of one browser did not save is counted for both on return', async ({ browser, server }) => {
  const first = await openTab(browser, eventAddress(server, MEETING_2006))
  await saved(first)
  const context = first.context()
  const second = await context.newPage()
  await second.goto(eventAddress(server, MEETING_2006))
  await saved(second)
  await server.kill()
  for (const page of [first, second]) await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
  await setDate(first, '2006-06-05')
  await title(second).press('ControlOrMeta+End')
  await second.keyboard.insertText(' (second)')
  await expect(saveState(first)).toHaveText('Offline, 1 change not yet saved')
  await expect(saveState(second)).toHaveText('Offline, 1 change not yet saved')
  await Promise.all([first.close({ runBeforeUnload: false }), second.close({ runBeforeUnload: false })])

  // A page of the app must be loaded to look; its connection is not let through.
  await server.listen()
  const later = await context.newPage()
  let letThrough = false
  await later.routeWebSocket(/\/sync\//, (socket) => {
    if (letThrough) socket.connectToServer()
    else void socket.close({ code: 1013, reason: '' })
  })
  await later.goto(eventAddress(server, MEETING_2006))
  await expect(saveState(later)).toHaveText('Offline, 2 changes not yet saved')
  letThrough = true
  await connectNow(later)
  const event = await exportedEvent(server, MEETING_2006)
  expect([event?.date, event?.title.endsWith(' (second)')]).toEqual(['2006-06-05', true])
  expect(
    await later.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('coeval-unsaved'))),
  ).toEqual([])
})
