// What one may do changes while the page is open: it follows in place, and nothing that was typed is lost.
import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import type { NewLink } from '@coeval/api'
import type { ServerProcess } from '../server-process.ts'
import { Visitor } from '../visitor.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import {
  date,
  editor,
  eventAddress,
  exported,
  MEETING_2006,
  panel,
  saved,
  saveState,
  setDate,
  title,
} from './workspace.ts'

interface Guest {
  page: Page
  link: NewLink
}

/** A tab of a guest, by a link that the test keeps in its hand. */
async function openGuest(
  browser: Parameters<typeof openTab>[0],
  server: ServerProcess,
  role: 'editor' | 'viewer',
  name?: string,
): Promise<Guest> {
  const link = await (await server.owner()).makeLink('caj', { role, label: 'Seminar' })
  const guest = await Visitor.guest(server.url, link.url, name)
  const page = await openTab(browser, 'about:blank', { as: 'nobody' })
  await page.context().addCookies(guest.browserCookies)
  await page.goto(eventAddress(server, MEETING_2006))
  return { page, link }
}

async function changeRole(server: ServerProcess, link: NewLink, role: 'editor' | 'viewer'): Promise<void> {
  const { status } = await (await server.owner()).send('PATCH', `/api/chronologies/caj/links/${link.id}`, { role })
  expect(status).toBe(200)
}

async function revoke(server: ServerProcess, link: NewLink): Promise<void> {
  await (await server.owner()).send('DELETE', `/api/chronologies/caj/links/${link.id}`)
}

const reading = (page: Page) => expect(saveState(page)).toHaveText('You are reading')

test('an editor who may only read from now on sees the same page to be read, and that all of theirs is saved', async ({
  browser,
  server,
}) => {
  const { page, link } = await openGuest(browser, server, 'editor', 'Aigerim')
  await saved(page)
  await setDate(page, '2006-06-05')
  await saved(page)
  let hasLoaded = false
  page.on('load', () => (hasLoaded = true))
  await changeRole(server, link, 'viewer')
  await reading(page)
  await expect(page.getByText('You can now read this chronology, but not edit it.').first()).toBeVisible()
  await expect(page.getByText('Everything you wrote is saved.')).toBeVisible()
  await expect(panel(page)).toContainText('5 June 2006')
  await expect(date(page)).toHaveCount(0)
  await expect(editor(page)).toHaveCount(0)
  expect(hasLoaded).toBe(false)
  await page.getByRole('button', { name: 'Close this message' }).click()
  await expect(page.getByText('Everything you wrote is saved.')).toHaveCount(0)
  expect(uncaughtErrors(page)).toEqual([])
})

test('what was typed and not saved when the role changed is counted and can be taken away as a file', async ({
  browser,
  server,
}) => {
  const { page, link } = await openGuest(browser, server, 'editor', 'Aigerim')
  await saved(page)
  await expect(date(page)).toBeVisible()
  await page.context().setOffline(true)
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
  await title(page).fill('Words that are nowhere else')
  // A date that stands in its field and is not written yet.
  await date(page).fill('2006-06-07')
  await changeRole(server, link, 'viewer')
  await page.context().setOffline(false)
  await reading(page)
  await expect(page.getByText(/2 of your changes were not saved/)).toBeVisible()
  await expect(panel(page).getByRole('heading', { level: 2 })).not.toHaveText('Words that are nowhere else')

  const forget = page.getByRole('button', { name: 'Discard it' })
  await expect(forget).toBeDisabled()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save my copy as a file' }).click()
  const file = await readFile(await (await download).path(), 'utf8')
  expect(file).toContain('Words that are nowhere else')
  expect(file).toContain('2006-06-07')
  await forget.click()
  await expect(page.getByText(/not saved/)).toHaveCount(0)
  expect(await exported(server)).not.toContain('Words that are nowhere else')
})

test('what stands in an open form when the role changes can be copied', async ({ browser, server }) => {
  const { page, link } = await openGuest(browser, server, 'editor', 'Aigerim')
  await saved(page)
  const sources = panel(page).getByRole('button', { name: /^Sources/ })
  if ((await sources.getAttribute('aria-expanded')) === 'false') await sources.click()
  await panel(page).getByRole('button', { name: 'Add a source' }).click()
  const form = panel(page).locator('[data-field=citations] [data-draft]').last()
  await form.fill('Half a quotation')
  await changeRole(server, link, 'viewer')
  await reading(page)
  await expect(page.getByLabel('Text from an open form')).toHaveValue(/Half a quotation/)
})

test('what was left behind unsaved is offered on the next visit, too, and saved if they may write again', async ({
  browser,
  server,
}) => {
  const { page, link } = await openGuest(browser, server, 'editor', 'Aigerim')
  await saved(page)
  await page.context().setOffline(true)
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'offline')
  await title(page).fill('Written on the train')
  await changeRole(server, link, 'viewer')
  await page.context().setOffline(false)
  await reading(page)
  page.on('dialog', (dialog) => void dialog.accept())
  await page.reload()
  await reading(page)
  await expect(page.getByText(/holds 1 change that was never saved/)).toBeVisible()
  await changeRole(server, link, 'editor')
  await saved(page)
  await expect(title(page)).toHaveValue('Written on the train')
  expect(await exported(server)).toContain('Written on the train')
})

test('a viewer who may write from now on writes, at the same place and without loading the page anew', async ({
  browser,
  server,
}) => {
  const { page, link } = await openGuest(browser, server, 'viewer', 'Aigerim')
  await reading(page)
  const address = page.url()
  await changeRole(server, link, 'editor')
  await saved(page)
  await expect(page.getByRole('status').filter({ hasText: 'You can now edit this chronology.' })).toBeVisible()
  expect(page.url()).toBe(address)
  await setDate(page, '2006-06-09')
  await saved(page)
  expect(await exported(server)).toContain('2006-06-09')
  expect(uncaughtErrors(page)).toEqual([])
})

test('a link that is revoked ends the page with the reason, a way to keep the copy and a way to sign in', async ({
  browser,
  server,
}) => {
  const { page, link } = await openGuest(browser, server, 'editor', 'Aigerim')
  await saved(page)
  await server.owner()
  await (await server.owner()).send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  await revoke(server, link)
  const alert = page.getByRole('alert')
  await expect(alert).toContainText('The link you used was revoked or has expired.')
  await expect(alert.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', /^\/sign-in\?returnTo=%2Fc%2Fcaj/)
  await expect(alert.getByRole('button', { name: 'Save my copy as a file' })).toBeVisible()
  await expect(alert.getByRole('link', { name: 'All chronologies' })).toBeVisible()
})

test('a chronology that is not shared with one says so, with a way to sign in', async ({ browser, server }) => {
  await (await server.owner()).send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  const page = await openTab(browser, `${server.url}/c/caj`, { as: 'nobody' })
  await expect(page.getByRole('status')).toContainText('To see this chronology, sign in')
  await expect(page.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'All chronologies' })).toBeVisible()
})

test('a guest is asked for a name when they write, and not before; their typing goes on', async ({
  browser,
  server,
}) => {
  const { page } = await openGuest(browser, server, 'editor')
  const owner = await openTab(browser, eventAddress(server, MEETING_2006))
  await saved(page)
  const question = page.getByRole('form', { name: 'What name should others see?' })
  await expect(title(page)).toBeVisible()
  await expect(question).toHaveCount(0)
  await title(page).click()
  await page.keyboard.type('Typed ')
  await expect(question).toBeVisible()
  await expect(title(page)).toBeFocused()
  await page.keyboard.type('on ')
  await expect(title(page)).toHaveValue(/Typed on /)
  await question.getByRole('textbox').fill('Aigerim')
  await question.getByRole('button', { name: 'Save' }).click()
  await expect(question).toHaveCount(0)
  // Everybody who is here sees it at once.
  await expect(owner.getByRole('button', { name: /^Aigerim/ })).toBeVisible()
  await page.reload()
  await saved(page)
  await title(page).press('End')
  await page.keyboard.type('!')
  await saved(page)
  await expect(question).toHaveCount(0)
})

test('a guest may keep the name that they have', async ({ browser, server }) => {
  const { page } = await openGuest(browser, server, 'editor')
  await saved(page)
  await setDate(page, '2006-06-08')
  await page.getByRole('button', { name: /^Keep “Guest/ }).click()
  await expect(page.getByRole('form', { name: 'What name should others see?' })).toHaveCount(0)
  await saved(page)
})
