// A link lets people in without a question, or says why it does not.
import type { NewLink } from '@coeval/api'
import { PHONE, tokenIsGone } from './accounts.ts'
import { seriousViolations } from './axe.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'

test('a link lets a student in on a phone without a question, and its token is nowhere', async ({
  browser,
  server,
}) => {
  const owner = await server.owner()
  const link = await owner.makeLink('caj', { role: 'viewer', label: 'Seminar' })
  const page = await openTab(browser, link.url, { as: 'nobody', viewport: PHONE })
  await expect(page).toHaveURL(/\/c\/caj/)
  await expect(page.getByText('Turkmenistan stays on the margins of the Dialogue')).toBeVisible()
  await tokenIsGone(page, link.url)
  await page.goto(server.url)
  await expect(page.getByRole('link', { name: /Central Asia plus Japan/ })).toContainText('Viewer')
  await expect(page.getByRole('button', { name: /^Guest \d+: account and more$/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'New chronology' })).toBeHidden()
  await page.getByRole('button', { name: /^Actions for Central Asia/ }).press('Enter')
  await expect(page.getByRole('menuitem', { name: /Export/ })).toBeFocused()
  // StrictMode renders and runs effects twice: the link is used once.
  const sharing = await owner.send<{ links: NewLink[] }>('GET', '/api/chronologies/caj/sharing')
  expect(sharing.body.links.map(({ uses }) => uses)).toEqual([1])
  expect(uncaughtErrors(page)).toEqual([])
})

test('a link that lets nobody in says why; one that could not be tried lets in when the server is back', async ({
  browser,
  server,
}) => {
  const owner = await server.owner()
  const link = await owner.makeLink('caj', { role: 'viewer' })
  const revoked = await owner.makeLink('caj', { role: 'viewer' })
  await owner.send('DELETE', `/api/chronologies/caj/links/${revoked.id}`)

  const page = await openTab(browser, revoked.url, { as: 'nobody' })
  await expect(page.getByText('This link was revoked.')).toBeVisible()
  expect(await seriousViolations(page)).toEqual([])
  // Pasted over the page that is open: the hash alone changes.
  await page.evaluate(() => {
    location.hash = 'no-such-token'
  })
  await expect(page.getByText('This link does not belong to any chronology.')).toBeVisible()
  await expect(page).toHaveURL(`${server.url}/join`)

  await page.route('**/api/join', (route) => route.abort())
  await page.goto(link.url)
  await expect(page.getByText('The server cannot be reached.')).toBeVisible()
  await page.unroute('**/api/join')
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page).toHaveURL(/\/c\/caj/)
})
