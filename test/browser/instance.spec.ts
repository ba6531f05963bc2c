// Whoever keeps the server: people, chronologies and the log, from end to end.
import type { OneTimeLink } from '@coeval/api'
import { signUp, tokenIsGone } from './accounts.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'

test('whoever keeps the server sees people, chronologies and the log, and helps one who lost the password', async ({
  browser,
  server,
}) => {
  const owner = await server.owner()
  const { body: invitation } = await owner.send<OneTimeLink>('POST', '/api/instance/invitations', {})
  const mira = await openTab(browser, server.url, { as: 'nobody' })
  await signUp(mira, invitation.url, 'Mira Sato', 'mira@uni.example')
  await mira.goto(`${server.url}/instance`)
  await expect(mira.getByText('Your account does not own the instance.')).toBeVisible()

  const page = await openTab(browser, `${server.url}/instance`)
  await expect(page.getByText('mira@uni.example')).toBeVisible()
  await page.getByRole('button', { name: 'Actions for Mira Sato' }).click()
  await page.getByRole('menuitem', { name: 'Create a sign-in link' }).click()
  const url = await page.getByLabel('The link').inputValue()
  await page.getByRole('button', { name: 'Done' }).click()

  const lost = await openTab(browser, url, { as: 'nobody' })
  await tokenIsGone(lost, url)
  await lost.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(lost).toHaveURL(`${server.url}/account`)
  await expect(lost.getByLabel('Name')).toHaveValue('Mira Sato')
  await lost.getByLabel('New password').fill('another quiet river')
  await lost.keyboard.press('Enter')
  await expect(lost.getByText('Your password has been changed.')).toBeVisible()
  await expect(lost.getByLabel('Current password')).toBeVisible()
  const late = await openTab(browser, url, { as: 'nobody' })
  await late.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
  await expect(late.getByText(/This link has been used or has expired/)).toBeVisible()

  await page.getByRole('button', { name: 'Actions for Mira Sato' }).click()
  await page.getByRole('menuitem', { name: 'Make an owner of the instance' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make an owner of the instance' }).click()
  await expect(page.getByText('Owner of the instance')).toHaveCount(2)
  await page.getByRole('radio', { name: 'Anyone who finds this page' }).click()
  await expect(page.getByRole('radio', { name: 'Anyone who finds this page' })).toBeChecked()

  // The new password has signed her out here.
  await mira.reload()
  await mira.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
  await mira.getByLabel('E-mail').fill('mira@uni.example')
  await mira.getByLabel('Password', { exact: true }).fill('another quiet river')
  await mira.keyboard.press('Enter')
  await expect(mira).toHaveURL(`${server.url}/instance`)
  await mira.getByRole('button', { name: /^Become an owner of “Central Asia plus Japan/ }).click()
  await mira.getByRole('dialog').getByRole('button', { name: 'Become an owner' }).click()
  await expect(mira).toHaveURL(/\/c\/caj/)

  await page.getByRole('button', { name: 'Refresh' }).click()
  const log = page.getByRole('table', { name: 'Log' })
  await expect(log).toContainText('Mira Sato created an account')
  await expect(log).toContainText('created a sign-in link for Mira Sato')
  await expect(log).toContainText('Mira Sato changed the role of Mira Sato')
  const csv = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await csv).suggestedFilename()).toMatch(/\.csv$/)

  await page.getByRole('button', { name: 'Actions for Mira Sato' }).click()
  await page.getByRole('menuitem', { name: 'Remove', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('mira@uni.example')).toBeHidden()
  expect(uncaughtErrors(page)).toEqual([])
})
