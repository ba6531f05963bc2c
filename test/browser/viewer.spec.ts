// A viewer: the same page without a single input, and a connection that sends nothing.
import type { Page } from '@playwright/test'
import { TAG } from '@coeval/sync'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { date, eventAddress, MEETING_2004, MEETING_2006, panel, saved, saveState, title } from './workspace.ts'

/** Chunks that one writes with, by the file that they are made of. */
const FOR_WRITERS =
  /\/(commentary-editor|event-panel|introduction(?!-view)|claim-form|track-editor|trash-dialog|import-dialog|share-dialog|name-prompt)-[\w-]+\.js/
const SYNC_STEP_1 = 0

interface Traffic {
  addresses: string[]
  /** Of every answer, as text. */
  bodies: Promise<string>[]
  sent: Buffer[]
  received: Buffer[]
}

/** Everything that a page says and hears from now on. */
function follow(page: Page): Traffic {
  const traffic: Traffic = { addresses: [], bodies: [], sent: [], received: [] }
  page.on('request', (request) => traffic.addresses.push(request.url()))
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.startsWith('/api/')) traffic.bodies.push(response.text().catch(() => ''))
  })
  page.on('websocket', (socket) => {
    socket.on('framesent', ({ payload }) => traffic.sent.push(Buffer.from(payload)))
    socket.on('framereceived', ({ payload }) => traffic.received.push(Buffer.from(payload)))
  })
  return traffic
}

for (const role of ['viewer', 'commenter'] as const) {
  test(`a ${role} has no input, no editor and no tool that changes something`, async ({ browser, server }) => {
    const page = await openTab(browser, 'about:blank', { as: role })
    const traffic = follow(page)
    await page.goto(eventAddress(server, MEETING_2006, 'timeline'))
    await expect(saveState(page)).toHaveText('You are reading')
    await expect(panel(page).getByRole('heading', { level: 2 })).toHaveText(
      'Second meeting of the Dialogue adopts the Action Plan',
    )
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Central Asia plus Japan Dialogue')
    await page.getByRole('button', { name: 'Introduction' }).click()
    await expect(page.getByRole('main')).toContainText('What the Dialogue is')
    for (const section of ['Facts', 'Readings', 'Sources', 'Relations']) {
      const heading = panel(page).getByRole('button', { name: new RegExp(`^${section}`) })
      if ((await heading.count()) > 0 && (await heading.getAttribute('aria-expanded')) === 'false')
        await heading.click()
    }
    await page.getByRole('button', { name: 'Tracks' }).click()
    await expect(page.getByRole('navigation', { name: 'Tracks' })).toBeVisible()
    await expect(page.locator('input:not([type=radio]), textarea, select, [contenteditable=true]')).toHaveCount(0)
    for (const name of [/^Undo/, /^Redo/, 'Add an event', 'Share', 'Add a track', /^Edit/, /^Remove/, /trash/i]) {
      await expect(page.getByRole('button', { name })).toHaveCount(0)
    }
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await expect(page.getByRole('menuitem', { name: 'Keyboard shortcuts' })).toBeVisible()
    await expect(page.getByRole('menuitem', { name: /Trash|Import/ })).toHaveCount(0)
    // What the page loads when it has nothing else to do.
    await page.waitForLoadState('networkidle')
    expect(traffic.addresses.filter((address) => FOR_WRITERS.test(address))).toEqual([])
    expect(uncaughtErrors(page)).toEqual([])
  })
}

test('a viewer’s connection asks for the document and says nothing more, whatever others do and however it ends', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, 'about:blank', { as: 'viewer' })
  const traffic = follow(page)
  await page.goto(eventAddress(server, MEETING_2006))
  await expect(saveState(page)).toHaveText('You are reading')
  const owner = await openTab(browser, eventAddress(server, MEETING_2006))
  await saved(owner)
  await date(owner).fill('2006-06-05')
  await date(owner).press('Enter')
  await expect(panel(page)).toContainText('5 June 2006')
  // The writer is seen.
  await expect(page.getByRole('button', { name: '1 person here' })).toBeVisible()
  await page.context().setOffline(true)
  await expect(saveState(page)).toHaveText('Offline. You are reading what was loaded')
  await page.context().setOffline(false)
  await expect(saveState(page)).toHaveText('You are reading')
  await page.reload()
  await expect(saveState(page)).toHaveText('You are reading')
  expect(traffic.sent.length).toBeGreaterThan(2)
  expect(traffic.sent.map((frame) => [frame[0], frame[1]])).toEqual(traffic.sent.map(() => [TAG.sync, SYNC_STEP_1]))
  // And it keeps nothing.
  expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([])
  // Nobody sees the viewer.
  await expect(owner.getByRole('button', { name: '1 person here' })).toBeVisible()
})

test('nothing from the trash, no e-mail address and no token reaches a viewer, not even while it is thrown away', async ({
  browser,
  server,
}) => {
  const owner = await openTab(browser, eventAddress(server, MEETING_2004))
  await saved(owner)
  const secret = 'Words that nobody was to read'
  await title(owner).fill(secret)
  await saved(owner)
  await panel(owner).getByRole('button', { name: 'Move to trash' }).click()
  await saved(owner)
  const link = await (await server.owner()).makeLink('caj', { role: 'viewer', label: 'private label' })
  await (await server.owner()).send('POST', '/api/chronologies/caj/members', {
    email: 'somebody@example.org',
    role: 'editor',
  })

  const page = await openTab(browser, 'about:blank', { as: 'nobody' })
  const traffic = follow(page)
  await page.goto(link.url)
  await expect(saveState(page)).toHaveText('You are reading')
  await page.goto(eventAddress(server, MEETING_2004))
  await expect(panel(page)).toContainText('no longer in the chronology')
  const heard = [
    ...(await Promise.all(traffic.bodies)),
    ...traffic.received.map((frame) => frame.toString('utf8')),
  ].join('\n')
  expect(heard).toContain('Second meeting of the Dialogue')
  expect(heard).not.toContain(secret)
  expect(heard).not.toContain('private label')
  expect(heard).not.toMatch(/[\w.]+@[\w-]+\.\w+/)
  expect(heard).not.toContain(new URL(link.url).hash.slice(1))
})

test('on a viewer’s timeline nothing can be dragged, added or thrown away', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006, 'timeline'), { as: 'viewer' })
  const item = page.locator(`.tl-item[data-event='${MEETING_2006}'] .tl-event`).first()
  await item.waitFor()
  const count = await page.locator('.tl-item').count()
  const box = (await item.boundingBox())!
  await page.mouse.move(box.x + 6, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + 120, box.y + box.height / 2, { steps: 6 })
  await expect(page.locator('.tl-ghost:visible')).toHaveCount(0)
  await page.mouse.up()
  await page.locator('.tl-list, [role=listbox]').first().focus()
  for (const key of ['Delete', 'Alt+ArrowRight', 'Alt+Shift+ArrowDown', 'n', 'ControlOrMeta+z']) {
    await page.keyboard.press(key)
  }
  await expect(panel(page).getByRole('heading', { level: 2 })).toBeVisible()
  expect(await page.locator('.tl-item').count()).toBeGreaterThanOrEqual(count - 1)
  expect(uncaughtErrors(page)).toEqual([])
})
