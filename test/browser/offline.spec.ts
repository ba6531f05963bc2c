import { expect, openTab, test } from './fixtures.ts'
import {
  comment,
  date,
  editor,
  eventAddress,
  exportedEvent,
  MEETING_2006,
  saved,
  saveState,
  setDate,
  title,
} from './workspace.ts'

test('edits made offline are counted, kept over a reload, and merge on return', async ({ browser, server }) => {
  const [mari, timur] = await Promise.all([
    openTab(browser, eventAddress(server, MEETING_2006)),
    openTab(browser, eventAddress(server, MEETING_2006)),
  ])
  await editor(mari).waitFor()
  await saved(mari)
  const before = await title(mari).inputValue()

  await mari.context().setOffline(true)
  await expect(saveState(mari)).toHaveText('Offline. Everything so far is saved')
  await setDate(mari, '2006-06-05')
  await expect(saveState(mari)).toHaveText('Offline, 1 change not yet saved')
  await title(mari).press('ControlOrMeta+Home')
  await mari.keyboard.insertText('Tokyo: ')
  await expect(saveState(mari)).toHaveText('Offline, 2 changes not yet saved')
  await comment(mari, ' Written on the train.')
  await expect(saveState(mari)).toHaveText('Offline, 3 changes not yet saved')

  await title(timur).press('ControlOrMeta+End')
  await title(timur).pressSequentially(' (online)')
  await saved(timur)
  expect(await title(mari).inputValue()).toBe(`Tokyo: ${before}`)

  await mari.context().setOffline(false)
  await saved(mari)
  for (const page of [mari, timur]) {
    await expect(title(page)).toHaveValue(`Tokyo: ${before} (online)`)
    await expect(date(page)).toHaveValue('2006-06-05')
    await expect(editor(page)).toContainText('Written on the train.')
  }
})

test('what was not saved when the page closed is still on the device, and reaches the server later', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await date(page).waitFor()
  await saved(page)
  await server.kill()
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
  await setDate(page, '2006-06-05')
  await expect(saveState(page)).toHaveText('Offline, 1 change not yet saved')

  const context = page.context()
  await page.close({ runBeforeUnload: false })
  await server.listen()
  const later = await context.newPage()
  await later.goto(eventAddress(server, MEETING_2006))
  await expect(date(later)).toHaveValue('2006-06-05')
  await saved(later)
  expect((await exportedEvent(server, MEETING_2006))?.date).toBe('2006-06-05')
})

test('the page asks before it is closed only while something is unsaved', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await saved(page)
  let asked = 0
  page.on('dialog', (dialog) => {
    asked++
    void dialog.dismiss()
  })
  await setDate(page, '2006-06')
  await saved(page)
  await page.context().setOffline(true)
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
  const prevented = () =>
    page.evaluate(() => {
      const event = new Event('beforeunload', { cancelable: true })
      window.dispatchEvent(event)
      return event.defaultPrevented
    })
  expect(await prevented()).toBe(false)
  await setDate(page, '2006-06-05')
  expect(await prevented()).toBe(true)
  await page.close({ runBeforeUnload: true })
  await expect.poll(() => asked).toBe(1)
})
