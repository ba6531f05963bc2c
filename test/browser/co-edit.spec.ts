import type { Locator } from '@playwright/test'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import {
  comment,
  date,
  editor,
  eventAddress,
  exportedEvent,
  MEETING_2006,
  panel,
  saved,
  setDate,
  title,
} from './workspace.ts'

test('two people edit title, date, track and commentary of one event at once, and both see the same', async ({
  browser,
  server,
}) => {
  const [mari, timur] = await Promise.all([
    openTab(browser, eventAddress(server, MEETING_2006)),
    openTab(browser, eventAddress(server, MEETING_2006)),
  ])
  await Promise.all([editor(mari).waitFor(), editor(timur).waitFor()])
  const before = await title(mari).inputValue()

  await Promise.all([
    (async () => {
      await title(mari).press('ControlOrMeta+Home')
      await title(mari).pressSequentially('Tokyo: ')
    })(),
    (async () => {
      await title(timur).press('ControlOrMeta+End')
      await title(timur).pressSequentially(' (5 June)')
    })(),
  ])
  const both = `Tokyo: ${before} (5 June)`
  await expect(title(mari)).toHaveValue(both)
  await expect(title(timur)).toHaveValue(both)

  await Promise.all([setDate(mari, '2006-06'), setDate(timur, '2006-06-05')])
  await Promise.all([comment(mari, 'Mari was here. ', 'Home'), comment(timur, ' So was Timur.')])
  for (const page of [mari, timur]) {
    await expect(editor(page)).toContainText('Mari was here.')
    await expect(editor(page)).toContainText('So was Timur.')
    await saved(page)
  }
  const agreed = await date(mari).inputValue()
  expect(['2006-06', '2006-06-05']).toContain(agreed)
  await expect(date(timur)).toHaveValue(agreed)
  expect(await textOf(editor(mari))).toBe(await textOf(editor(timur)))

  const event = await exportedEvent(server, MEETING_2006)
  expect(event).toMatchObject({ title: both, date: agreed })
  expect([...uncaughtErrors(mari), ...uncaughtErrors(timur)]).toEqual([])
})

test('two people each put the event on another track, and it is on both', async ({ browser, server }) => {
  const [mari, timur] = await Promise.all([
    openTab(browser, eventAddress(server, MEETING_2006)),
    openTab(browser, eventAddress(server, MEETING_2006)),
  ])
  const addTrack = async (page: typeof mari, name: string) => {
    await panel(page).getByRole('button', { name: 'Add Tracks' }).click()
    await page.keyboard.type(name)
    await page.keyboard.press('Enter')
  }
  await Promise.all([addTrack(mari, 'Bilateral'), addTrack(timur, 'Expert')])
  await Promise.all([saved(mari), saved(timur)])
  expect((await exportedEvent(server, MEETING_2006))?.tracks).toEqual(['bilateral-visits', 'expert', 'fmm'])
})

test('each sees who else is here, where they are, and their caret in the commentary', async ({ browser, server }) => {
  const mari = await openTab(browser, eventAddress(server, MEETING_2006))
  const timur = await openTab(browser, eventAddress(server, MEETING_2006))
  await editor(timur).click()
  await timur.keyboard.type('x')
  await expect(mari.getByRole('button', { name: /^Timur: Second meeting of the Dialogue.*commentary/ })).toBeVisible()
  await expect(editor(mari).locator('[class*="caret" i]').first()).toBeAttached()
  await timur.context().close()
  await expect(mari.getByRole('button', { name: /^Timur: Second meeting of the Dialogue/ })).toHaveCount(0)
})

/** What stands in an editor, without the carets of others. */
function textOf(found: Locator): Promise<string> {
  return found.evaluate((element) => {
    const copy = element.cloneNode(true) as HTMLElement
    for (const caret of copy.querySelectorAll('[class*="caret" i]')) caret.remove()
    return copy.textContent.replaceAll('\u2060', '')
  })
}
