// The server ends the connection: the page says why, and offers a way on.
import { randomUUID } from 'node:crypto'
import { CLOSE } from '@coeval/sync'
import type { Page } from '@playwright/test'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { openWithLine } from './open-with-line.ts'
import { alertOf } from './own-copy.ts'
import { connectNow, saveState } from './workspace.ts'

type CloseName = keyof typeof CLOSE

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

test('an address without a chronology does not ask to try again', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/nope`)
  await expect(page.getByText('There is no chronology at this address')).toBeVisible()
  await expect(page.getByRole('link', { name: 'All chronologies' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try again' })).toHaveCount(0)
})

async function answerWithAnotherGeneration(page: Page): Promise<void> {
  await page.route('**/api/chronologies/caj', async (route) => {
    const answer = await route.fetch()
    await route.fulfill({ json: { ...((await answer.json()) as object), generation: randomUUID() } })
  })
}
