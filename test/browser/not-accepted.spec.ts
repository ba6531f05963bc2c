// A change that the server does not accept: too large, or of one who may only read. It is kept within reach.
import type { Page } from '@playwright/test'
import { Engine } from './engine.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { alertOf, savedFile } from './own-copy.ts'
import { date, eventAddress, MEETING_2006, saved, saveState, setDate, title } from './workspace.ts'

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

test('[S7] whoever may only read is told, and what they changed is not counted for ever', async ({
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

/** At once, so that it is one change however slow the machine is. */
async function appendToTitle(page: Page, text: string): Promise<void> {
  await title(page).press('ControlOrMeta+End')
  await page.keyboard.insertText(text)
}
