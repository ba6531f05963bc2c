// What is wrong with an installation, as one sees it at /checkup.
import { seriousViolations } from './axe.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'

test('an installation in order is said to be, to anybody', async ({ browser, server }) => {
  const page = await openTab(browser, server.url, { as: 'nobody' })
  await page.getByRole('link', { name: /Run the checkup/ }).click()
  await expect(page.getByText('Everything is working.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'Live connection' })).toContainText('OK')
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('button', { name: 'Copy as text' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('[OK] Live connection:')
  expect(uncaughtErrors(page)).toEqual([])
})

test('a proxy that lets no live connection through, a clock that is wrong and a foreign address are named', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, `${server.url}/sign-in`, { as: 'nobody' })
  await page.routeWebSocket('**/api/checkup/socket', (socket) => socket.close())
  await page.route('**/api/checkup?*', async (route) => {
    const elsewhere = `${server.url}/api/checkup?origin=${encodeURIComponent('https://chronology.example.org')}`
    const response = await route.fetch({ url: elsewhere })
    const checkup = (await response.json()) as { now: string }
    await route.fulfill({ json: { ...checkup, now: new Date(Date.parse(checkup.now) - 600_000).toISOString() } })
  })
  await page.goto(`${server.url}/checkup`)
  const found = (about: string) => page.getByRole('listitem').filter({ hasText: new RegExp(`^${about}`) })
  await expect(found('Proxy').or(found('Live connection')).filter({ hasText: 'Problem' })).toBeVisible()
  await expect(found('Clock')).toContainText('10 minutes ahead')
  await expect(found('Address')).toContainText('https://chronology.example.org')
  expect(await seriousViolations(page)).toEqual([])
})

test('a server that is away is told from one that refuses', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/checkup`, { as: 'nobody' })
  await expect(page.getByText('Everything is working.')).toBeVisible()
  await server.stop()
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: 'The server isn’t responding:' })).toBeVisible()
  await server.listen()
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByText('Everything is working.')).toBeVisible()
})
