// The first owner comes by the link that the server prints.
import { buildWeb } from '../../scripts/build.ts'
import { ServerProcess } from '../server-process.ts'
import { PASSWORD, tokenIsGone } from './accounts.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'

test('the first owner comes by the printed link with a name, gets a password later, and signs in again', async ({
  browser,
}) => {
  const server = await ServerProcess.start({ webFolder: await buildWeb({ mode: 'development' }) })
  try {
    const link = /http\S+\/owner#\S+/.exec(server.output)?.[0] ?? ''
    const page = await openTab(browser, server.url, { as: 'nobody' })
    await expect(page.getByText('This Coeval has no owner yet.')).toBeVisible()
    await page.goto(link)
    await expect(page.getByLabel('Name')).toBeFocused()
    await tokenIsGone(page, link)
    await page.keyboard.press('Enter')
    await expect(page.getByText('Enter the name that others should see.')).toBeVisible()
    await expect(page.getByLabel('Name')).toBeFocused()
    await page.getByLabel('Name').fill('Ada Nakamura')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/c\/caj/)
    await expect(page.getByRole('textbox', { name: 'Title of the chronology' })).toBeEditable()
    await page.goBack()
    await tokenIsGone(page, link)

    await page.goto(`${server.url}/account`)
    await page.getByRole('link', { name: 'Create an account' }).click()
    await expect(page.getByLabel('Name')).toHaveValue('Ada Nakamura')
    await page.getByLabel('E-mail').fill('ada@uni.example')
    await page.getByLabel('Password', { exact: true }).fill('short')
    await page.keyboard.press('Enter')
    await expect(page.getByText('Use at least 10 characters.')).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page.getByText('You sign in as ada@uni.example.')).toBeVisible()

    await page.getByRole('button', { name: 'Ada Nakamura: account and more' }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail').fill('ada@uni.example')
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.keyboard.press('Enter')
    await expect(page.getByText(/E-mail or password is wrong/)).toBeVisible()
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(`${server.url}/account`)

    const late = await openTab(browser, link, { as: 'nobody' })
    await late.getByLabel('Name').fill('Eve')
    await late.keyboard.press('Enter')
    await expect(late.getByText(/has been used or has expired/)).toContainText('npm run coeval -- owner-link')
    expect(uncaughtErrors(page)).toEqual([])
  } finally {
    await server.close()
  }
})
