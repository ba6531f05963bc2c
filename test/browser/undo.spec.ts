import { expect, openTab, test } from './fixtures.ts'
import { comment, date, editor, eventAddress, MEETING_2006, saved, setDate, title } from './workspace.ts'

test('undo takes back my own steps one by one, in fields and commentary alike, and never a colleague’s', async ({
  browser,
  server,
}) => {
  const mari = await openTab(browser, eventAddress(server, MEETING_2006))
  const timur = await openTab(browser, eventAddress(server, MEETING_2006))
  await Promise.all([editor(mari).waitFor(), editor(timur).waitFor()])
  const [titleBefore, dateBefore] = [await title(mari).inputValue(), await date(mari).inputValue()]

  await setDate(mari, '2006-06')
  await comment(mari, ' By Mari.')
  await title(timur).press('ControlOrMeta+End')
  await title(timur).pressSequentially(' (Timur)')
  await comment(timur, ' By Timur.')
  await expect(editor(mari)).toContainText('By Timur.')
  await expect(title(mari)).toHaveValue(`${titleBefore} (Timur)`)

  // In the commentary: my words go, theirs stay.
  await editor(mari).click()
  await mari.keyboard.press('ControlOrMeta+z')
  await expect(editor(timur)).not.toContainText('By Mari.')
  await expect(editor(timur)).toContainText('By Timur.')
  // The step before it was the date.
  await mari.keyboard.press('ControlOrMeta+z')
  await expect(date(timur)).toHaveValue(dateBefore)
  await expect(title(timur)).toHaveValue(`${titleBefore} (Timur)`)
  // Redo walks the same way back.
  await mari.getByRole('button', { name: 'Redo' }).click()
  await expect(date(timur)).toHaveValue('2006-06')
  await mari.getByRole('button', { name: 'Redo' }).click()
  await expect(editor(timur)).toContainText('By Mari.')
  await Promise.all([saved(mari), saved(timur)])
})

test('undo goes on working after the panel with its editor was closed', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await editor(page).waitFor()
  await comment(page, ' To be taken back.')
  await page.getByRole('button', { name: 'Close the event' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.goto(eventAddress(server, MEETING_2006))
  await expect(editor(page)).not.toContainText('To be taken back.')
})
