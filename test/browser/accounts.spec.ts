// Accounts and their keys: each test a whole way through the pages.
import type { Page } from '@playwright/test'
import type { OneTimeLink } from '@coeval/api'
import { fillAccount, PASSWORD, signIn, signUp } from './accounts.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'

test('an account by invitation: name and colour, a second browser signed out, a key that works until it is revoked', async ({
  browser,
  server,
}) => {
  const owner = await server.owner()
  const { body: invitation } = await owner.send<OneTimeLink>('POST', '/api/instance/invitations', {})
  const page = await openTab(browser, `${server.url}/sign-up`, { as: 'nobody' })
  await expect(page.getByText(/Accounts are created by invitation here/)).toBeVisible()
  await signUp(page, invitation.url, 'Mira Sato', 'mira@uni.example')

  await page.goto(`${server.url}/account`)
  await page.getByRole('radio', { name: 'Teal' }).check({ force: true })
  await page.getByLabel('Name').fill('Mira S.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('Name')).toHaveValue('Mira S.')
  await expect(page.getByRole('radio', { name: 'Teal' })).toBeChecked()

  const other = await signIn(browser, server, 'mira@uni.example')
  await page.reload()
  await page.getByRole('listitem').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('listitem').getByRole('button', { name: 'Sign out' })).toHaveCount(0)
  await other.reload()
  await expect(other.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible()

  await page.getByRole('button', { name: 'Create a key' }).click()
  await expect(page.getByLabel('What it is for')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('Enter what the key is for.')).toBeVisible()
  await page.getByLabel('What it is for').fill('Nightly export')
  await page.keyboard.press('Enter')
  const key = await page.getByLabel('The key').inputValue()
  await expect(page.getByLabel('How a program sends it')).toHaveValue(`Authorization: Bearer ${key}`)
  const asProgram = () => fetch(`${server.url}/api/chronologies`, { headers: { authorization: `Bearer ${key}` } })
  expect((await asProgram()).status).toBe(200)
  await page.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Revoke Nightly export' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByText('You have no keys.')).toBeVisible()
  expect((await asProgram()).status).toBe(401)
  expect(uncaughtErrors(page)).toEqual([])
})

test('a guest becomes an account and keeps the chronology; the other tab knows at once, also of signing out', async ({
  browser,
  server,
}) => {
  const owner = await server.owner()
  await owner.send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  const page = await openTab(browser, server.url, { as: 'editor' })
  const second = await page.context().newPage()
  await second.goto(server.url)
  const face = (tab: Page) => tab.getByRole('button', { name: /: account and more$/ })
  await face(page).click()
  await page.getByRole('menuitem', { name: 'Create an account' }).click()
  await expect(page.getByText(/^You keep what you wrote as Guest \d+/)).toBeVisible()
  await fillAccount(page, 'Mira Sato', 'mira@uni.example')
  await expect(page.getByRole('link', { name: /Central Asia plus Japan/ })).toContainText('Editor')
  await expect(face(second)).toHaveAccessibleName(/^Mira Sato/)

  await face(page).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByText('There are no public chronologies here.')).toBeVisible()
  await expect(second.getByText('There are no public chronologies here.')).toBeVisible()
  await owner.send('PATCH', '/api/chronologies/caj', { visibility: 'public' })
  await page.reload()
  await expect(page.getByRole('heading', { name: 'Public chronologies' })).toBeVisible()
  await expect(page.getByRole('link', { name: /Central Asia plus Japan/ })).toBeVisible()
})

test('signing in leads back to a page of this server and nowhere else', async ({ browser, server }) => {
  const owner = await server.owner()
  await owner.send('POST', '/api/sign-up', { name: 'Timur', email: 'timur@uni.example', password: PASSWORD })
  const inside = await signIn(browser, server, 'timur@uni.example', '?returnTo=/c/caj')
  await expect(inside).toHaveURL(/\/c\/caj/)
  const outside = await signIn(browser, server, 'timur@uni.example', '?returnTo=//evil.example')
  await expect(outside).toHaveURL(`${server.url}/`)
  const refused = await openTab(browser, `${server.url}/sign-in?error=Call%20555-0100`, { as: 'nobody' })
  await expect(refused.getByRole('alert')).toContainText('did not work')
  await expect(refused.getByText('555')).toBeHidden()
})
