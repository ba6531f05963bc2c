// Who one is: the first owner, links, accounts and their keys, the instance. Each test a whole way through the pages.
import type { Browser, Page } from '@playwright/test'
import type { NewLink, OneTimeLink } from '@coeval/api'
import { buildWeb } from '../../scripts/build.ts'
import { ServerProcess } from '../server-process.ts'
import { seriousViolations } from './axe.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'

const PASSWORD = 'seven quiet rivers'
const PHONE = { width: 360, height: 740 }

test('the first owner opens the printed link with a name, gets a password later, and signs in again', async ({
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

test('a guest becomes an account and keeps their chronology; their other tab knows at once, and when they sign out', async ({
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

test('the administrator sees people, chronologies and the log, and helps somebody who lost the password', async ({
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
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('mira@uni.example')).toBeHidden()
  expect(uncaughtErrors(page)).toEqual([])
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

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on the pages of people, ${colorScheme}, wide and narrow`, async ({
    browser,
    server,
  }) => {
    for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
      const nobody = await openTab(browser, `${server.url}/owner`, { as: 'nobody', viewport, colorScheme })
      for (const path of ['/owner', '/join', '/sign-in', '/sign-in?error=x', '/sign-up', '/', '/checkup']) {
        await nobody.goto(server.url + path)
        await nobody.waitForLoadState('networkidle')
        expect(await seriousViolations(nobody), path).toEqual([])
      }
      const page = await openTab(browser, `${server.url}/account`, { viewport, colorScheme })
      await expect(page.getByText('this browser', { exact: true })).toBeVisible()
      expect(await seriousViolations(page), '/account').toEqual([])
      await page.getByRole('button', { name: 'Create a key' }).click()
      await expect(page.getByLabel('What it is for')).toBeFocused()
      await page.keyboard.press('Enter')
      expect(await seriousViolations(page), 'a key').toEqual([])
      await page.goto(`${server.url}/instance`)
      await expect(page.getByRole('table', { name: 'Log' })).toBeVisible()
      expect(await seriousViolations(page), '/instance').toEqual([])
      await page.getByRole('button', { name: /account and more/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await seriousViolations(page), 'signing out').toEqual([])
    }
  })
}

/** Not in the address, and not in what a script, a log or the next page could come by. */
async function tokenIsGone(page: Page, link: string): Promise<void> {
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

async function signUp(page: Page, invitation: string, name: string, email: string): Promise<void> {
  await page.goto(invitation)
  // Where the page is open already, the hash alone has changed.
  await expect(page.getByLabel('Name')).toBeVisible()
  await tokenIsGone(page, invitation)
  await fillAccount(page, name, email)
  await expect(page.getByRole('button', { name: `${name}: account and more` })).toBeVisible()
}

async function fillAccount(page: Page, name: string, email: string): Promise<void> {
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
}

async function signIn(browser: Browser, server: ServerProcess, email: string, query = ''): Promise<Page> {
  const page = await openTab(browser, `${server.url}/sign-in${query}`, { as: 'nobody' })
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page).not.toHaveURL(/sign-in/)
  return page
}
