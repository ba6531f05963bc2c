import { expect, openTab, test } from './fixtures.ts'
import {
  comment,
  editor,
  eventAddress,
  exportedEvent,
  MEETING_2004,
  MEETING_2006,
  saved,
  saveState,
  setDate,
  title,
} from './workspace.ts'

test('the server is killed in the middle: both go on, and nothing that was shown as saved is lost', async ({
  browser,
  server,
}) => {
  const [mari, timur] = await Promise.all([
    openTab(browser, eventAddress(server, MEETING_2006)),
    openTab(browser, eventAddress(server, MEETING_2004)),
  ])
  await Promise.all([editor(mari).waitFor(), editor(timur).waitFor()])
  await setDate(mari, '2006-06-05')
  await comment(timur, ' Saved before the end.')
  await Promise.all([saved(mari), saved(timur)])

  // Typing goes on while the server dies: at the moment of the kill some letters are saved and some are not.
  await title(mari).press('ControlOrMeta+End')
  const typed = title(mari).pressSequentially(' and every letter of this sentence survives', { delay: 8 })
  await mari.waitForTimeout(120)
  await server.kill()
  await typed
  await expect(saveState(mari)).toHaveAttribute('data-save-state', 'offline')
  await server.listen()

  await Promise.all([saved(mari), saved(timur)])
  const first = await exportedEvent(server, MEETING_2006)
  expect(first?.date).toBe('2006-06-05')
  expect(first?.title).toMatch(/ and every letter of this sentence survives$/)
  expect(JSON.stringify((await exportedEvent(server, MEETING_2004))?.commentary)).toContain('Saved before the end.')

  await title(timur).press('ControlOrMeta+End')
  await title(timur).pressSequentially(' again')
  await saved(timur)
  expect((await exportedEvent(server, MEETING_2004))?.title).toMatch(/ again$/)
})
