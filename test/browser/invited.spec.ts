// A personal link, from its maker to the person it is for, or to somebody else; and the ways out again.
import type { Browser, Page } from '@playwright/test'
import type { Visitor } from '../visitor.ts'
import { seriousViolations } from './axe.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { saved, saveState } from './workspace.ts'

const PASSWORD = 'correct horse battery'

async function openShare(page: Page) {
  await saved(page)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this chronology' })
  await expect(dialog.getByRole('heading', { name: /^People/ })).toBeVisible()
  return dialog
}

async function invite(owner: Visitor, email: string, role = 'editor'): Promise<string> {
  const { body } = await owner.send<{ invitation: { url: string } }>('POST', '/api/chronologies/caj/members', {
    email,
    role,
  })
  return body.invitation.url
}

/** An account, by an invitation to the server, in a browser of its own. */
async function account(browser: Browser, url: string, owner: Visitor, name: string, email: string): Promise<Page> {
  const { body } = await owner.send<{ url: string }>('POST', '/api/instance/invitations', {})
  const page = await openTab(browser, body.url, { as: 'nobody' })
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible()
  return page
}

test('a person who has the address creates an account with the link and is in', async ({ browser, server }) => {
  const owner = await server.owner()
  await owner.send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  const page = await openTab(browser, await invite(owner, 'alice@example.org'), { as: 'nobody' })
  await expect(page.getByRole('heading', { name: 'An invitation for one address' })).toBeVisible()
  await expect(page.locator('body')).not.toContainText('alice@example.org')
  expect(await seriousViolations(page)).toEqual([])
  await page.getByRole('link', { name: 'Create account' }).click()
  await page.getByLabel('Name').fill('Alice')
  await page.getByLabel('E-mail').fill('mallory@example.org')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText('This link is for another e-mail address.')).toBeVisible()
  await page.getByLabel('E-mail').fill('Alice@example.org')
  await page.getByRole('button', { name: 'Create account' }).click()
  await saved(page)
  expect(new URL(page.url()).pathname).toBe('/c/caj')
  expect(uncaughtErrors(page)).toEqual([])
})

test('somebody else asks, waits, and is in once an owner lets them in', async ({ browser, server }) => {
  const owner = await server.owner()
  await owner.send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  const sharing = await openTab(browser, `${server.url}/c/caj`)
  const dialog = await openShare(sharing)
  const vera = await account(browser, server.url, owner, 'Vera', 'vera@example.org')
  await vera.goto(await invite(owner, 'alice@example.org'))
  await expect(vera.getByText('you are signed in as vera@example.org')).toBeVisible()
  await vera.getByRole('button', { name: 'Ask to be let in' }).click()
  await expect(vera.getByText('You will see nothing until one of them lets you in.')).toBeVisible()
  expect(await seriousViolations(vera)).toEqual([])
  // A reload forgets the link and not that it was asked.
  await vera.reload()
  await expect(vera.getByRole('heading', { name: 'You have asked to be let in' })).toBeVisible()

  const waiting = dialog.getByRole('region', { name: /^Waiting to be let in/ })
  await expect(waiting).toContainText('vera@example.org')
  await expect(waiting).toContainText('Opened the link that was created for alice@example.org')
  expect(await seriousViolations(sharing)).toEqual([])
  await waiting.getByRole('button', { name: 'Let in Vera' }).click()
  await expect(waiting).toHaveCount(0)
  await saved(vera)
  expect(new URL(vera.url()).pathname).toBe('/c/caj')

  // The link is ended, who stays is said, and is removed there and then.
  const link = dialog
    .getByRole('region', { name: /^Links/ })
    .getByRole('listitem')
    .filter({ hasText: 'alice@example.org' })
  await link.getByRole('button', { name: /^Revoke/ }).click()
  await expect(link).toContainText('Vera joined with it and stays a member')
  await link.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(link).toContainText('Vera joined with it and stays an editor')
  await link.getByRole('button', { name: 'Remove Vera' }).click()
  await expect(link).toContainText('Nobody who joined with it is here any more.')
  await expect(vera.getByRole('alert')).toContainText('no longer a member')
})

test('a guest who is refused is told so', async ({ browser, server }) => {
  const owner = await server.owner()
  const url = await invite(owner, 'alice@example.org')
  const page = await openTab(browser, url, { as: 'nobody' })
  await page.getByLabel('Name').fill('Gulya')
  await page.getByRole('button', { name: 'Ask to be let in' }).click()
  await expect(page.getByText('the only one that knows you')).toBeVisible()
  const dialog = await openShare(await openTab(browser, `${server.url}/c/caj`))
  await dialog.getByRole('button', { name: 'Refuse Gulya' }).click()
  await expect(page.getByText('were not let in')).toBeVisible()
})

test('with another account one signs out and in again, and the link is still there', async ({ browser, server }) => {
  const owner = await server.owner()
  await account(browser, server.url, owner, 'Alice', 'alice@example.org')
  const page = await account(browser, server.url, owner, 'Vera', 'vera@example.org')
  await page.goto(await invite(owner, 'alice@example.org'))
  await page.getByRole('button', { name: 'Sign out and use another address' }).click()
  await page.getByRole('link', { name: 'Sign in', exact: true }).last().click()
  await page.getByLabel('E-mail').fill('alice@example.org')
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await saved(page)
  expect(new URL(page.url()).pathname).toBe('/c/caj')
})

test('one leaves a chronology from its menu and from the list; its only owner is told what to do', async ({
  browser,
  server,
}) => {
  const owner = await server.owner()
  await owner.send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  for (const from of ['workspace', 'list'] as const) {
    const guest = await openTab(browser, `${server.url}/c/caj`, { as: 'viewer' })
    await expect(saveState(guest)).toHaveText('You are reading')
    if (from === 'workspace') await guest.getByRole('button', { name: 'More', exact: true }).click()
    else {
      await guest.goto(server.url)
      await guest.getByRole('button', { name: /^Actions for/ }).click()
    }
    await guest.getByRole('menuitem', { name: 'Leave this chronology…' }).click()
    const dialog = guest.getByRole('dialog', { name: /^Leave/ })
    await expect(dialog).toContainText('What you wrote stays in it')
    await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
    await expect(guest.getByText('No chronologies are shared with you yet.')).toBeVisible()
    expect(new URL(guest.url()).pathname).toBe('/')
    expect(uncaughtErrors(guest)).toEqual([])
  }
  const page = await openTab(browser, server.url)
  await page.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Leave this chronology…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Leave', exact: true }).click()
  await expect(page.getByRole('alert')).toContainText('You are its only owner.')
})

test('keys end with all sessions unless one wants them to go on, and with the password if one wants that', async ({
  browser,
  server,
}) => {
  const owner = await server.owner()
  const page = await account(browser, server.url, owner, 'Ada', 'ada@example.org')
  const makeKey = async () => {
    await page.goto(`${server.url}/account`)
    await page.getByRole('button', { name: 'Create a key' }).click()
    await page.getByLabel('What it is for').fill('Nightly export')
    await page.getByRole('button', { name: 'Create key' }).click()
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByText('Nightly export')).toBeVisible()
  }
  await makeKey()
  await page.reload()
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByLabel('New password').fill(`${PASSWORD}!`)
  await expect(page.getByRole('checkbox', { name: 'Revoke my API key too' })).not.toBeChecked()
  await page.getByRole('checkbox', { name: 'Revoke my API key too' }).check()
  await page.getByRole('button', { name: 'Change the password' }).click()
  await expect(page.getByText('your API keys have been revoked')).toBeVisible()
  await expect(page.getByText('You have no keys.')).toBeVisible()
  await makeKey()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  const dialog = page.getByRole('dialog', { name: 'Sign out everywhere' })
  await expect(dialog.getByRole('checkbox', { name: 'Revoke my API key too' })).toBeChecked()
  expect(await seriousViolations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByText('You are not signed in.')).toBeVisible()
})
