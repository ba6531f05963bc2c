/** How people come to accounts and sign in to them, through the pages. */
import type { Browser, Page } from '@playwright/test'
import type { ServerProcess } from '../server-process.ts'
import { expect, openTab } from './fixtures.ts'

export const PASSWORD = 'seven quiet rivers'
export const PHONE = { width: 360, height: 740 }

/** Not in the address, and not in what a script, a log or the next page could come by. */
export async function tokenIsGone(page: Page, link: string): Promise<void> {
  const token = new URL(link).hash.slice(1)
  expect(token).not.toBe('')
  let traces = ''
  // The page may still be on its way from one address to another.
  await expect(async () => {
    traces = await page.evaluate(() =>
      [
        location.href,
        document.title,
        document.referrer,
        JSON.stringify(history.state),
        ...Object.values(localStorage),
      ].join(),
    )
  }).toPass()
  expect(traces).not.toBe('')
  expect(traces).not.toContain(token)
}

export async function signUp(page: Page, invitation: string, name: string, email: string): Promise<void> {
  await page.goto(invitation)
  // Where the page is open already, the hash alone has changed.
  await expect(page.getByLabel('Name')).toBeVisible()
  await tokenIsGone(page, invitation)
  await fillAccount(page, name, email)
  await expect(page.getByRole('button', { name: `${name}: account and more` })).toBeVisible()
}

export async function fillAccount(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
}

export async function signIn(browser: Browser, server: ServerProcess, email: string, query = ''): Promise<Page> {
  const page = await openTab(browser, `${server.url}/sign-in${query}`, { as: 'nobody' })
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}
