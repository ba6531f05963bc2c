import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'

test('the page opens without an uncaught error', async ({ browser, server }) => {
  const page = await openTab(browser, server.url)
  await expect(page).toHaveTitle(/Coeval/)
  await expect(page.locator('#root')).not.toBeEmpty()
  expect(uncaughtErrors(page)).toEqual([])
})

test('a server that is killed comes back at the same address with the same data', async ({ server, request }) => {
  const list = async () => (await request.get(`${server.url}/api/chronologies`)).json()
  const before = await list()
  await server.kill()
  await expect(list()).rejects.toThrow(/ECONNREFUSED/)
  await server.listen()
  expect(await list()).toEqual(before)
})

test('a server that is told to stop ends with exit code 0', async ({ server }) => {
  expect(await server.stop()).toBe(0)
})
