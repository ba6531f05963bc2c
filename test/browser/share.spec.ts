// Sharing as an owner does it: a person, a link for a room, and what became of both.
import type { Locator, Page } from '@playwright/test'
import { seriousViolations } from './axe.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { saved, saveState } from './workspace.ts'

async function openShare(page: Page): Promise<Locator> {
  await saved(page)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Share this chronology' })
  await expect(dialog.getByRole('heading', { name: /^People/ })).toBeVisible()
  return dialog
}

/** Makes a link and gives its address, which is shown this once. */
async function makeLink(dialog: Locator, role: 'viewer' | 'editor', label: string): Promise<string> {
  await dialog.getByLabel('Anyone with the link is').selectOption(role)
  await dialog.getByLabel('Label (optional)').fill(label)
  await dialog.getByRole('button', { name: 'Create link' }).click()
  await expect(dialog.getByRole('listitem').filter({ hasText: label })).toBeVisible()
  return dialog.getByLabel('Address of the link').inputValue()
}

const linkNamed = (dialog: Locator, label: string) =>
  dialog
    .getByRole('region', { name: /^Links/ })
    .getByRole('listitem')
    .filter({ hasText: label })

test('a link is made, shown once, projected, used, and tells who came by it; revoked, it ends the page that it opened', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, `${server.url}/c/caj`)
  await (await server.owner()).send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  const dialog = await openShare(page)
  const url = await makeLink(dialog, 'editor', 'Seminar, autumn term')
  expect(url).toMatch(/\/join#\S{20,}$/)
  // The test's server is at 127.0.0.1, where nobody else would find it.
  await expect(dialog).toContainText('the link opens on it only')

  await dialog.getByRole('button', { name: 'Show as a QR code' }).click()
  const screen = page.getByRole('dialog', { name: 'Scan to open the chronology' })
  await expect(screen.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
  await expect(screen).toContainText(url)
  await page.keyboard.press('Escape')
  await expect(screen).toHaveCount(0)
  await expect(dialog.getByRole('button', { name: 'Create link' })).toBeVisible()

  const guest = await openTab(browser, url, { as: 'nobody' })
  await saved(guest)
  expect(guest.url()).not.toContain(url.split('#')[1])
  await expect(dialog.getByRole('list', { name: 'Here now' }).getByRole('listitem')).toHaveCount(2)
  await expect(dialog.getByRole('list', { name: 'Here now' })).toContainText('by the link “Seminar, autumn term”')

  // Closed and opened again: the address is nowhere any more, what the link did is.
  await page.keyboard.press('Escape')
  const again = await openShare(page)
  await expect(again.getByLabel('Address of the link')).toHaveCount(0)
  const link = linkNamed(again, 'Seminar, autumn term')
  await expect(link).toContainText('used once')
  await link.getByText('Who joined with it').click()
  await expect(link).toContainText(/Guest \d+/)

  await link.getByRole('button', { name: /^Revoke/ }).click()
  await expect(link).toContainText('loses access at once')
  await link.getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(link).toContainText('revoked')
  await expect(guest.getByRole('alert')).toContainText('The link you used was revoked or has expired.')
  const late = await openTab(browser, url, { as: 'nobody' })
  await expect(late.locator('body')).toContainText('revoked')
  expect(uncaughtErrors(page)).toEqual([])
})

test('role, end and limit of a link are changed later, and those who came by it feel it at once', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, `${server.url}/c/caj`)
  const dialog = await openShare(page)
  const url = await makeLink(dialog, 'viewer', 'Reading group')
  const guest = await openTab(browser, url, { as: 'nobody' })
  await expect(saveState(guest)).toHaveText('You are reading')
  const link = linkNamed(dialog, 'Reading group')
  await link.getByRole('button', { name: /^Change/ }).click()
  await link.getByLabel('Anyone with the link is').selectOption('editor')
  await link.getByLabel('Expires after').selectOption('week')
  await link.getByLabel('Maximum number of people').fill('none')
  await link.getByRole('button', { name: 'Save' }).click()
  await expect(link).toContainText('Enter a whole number')
  await link.getByLabel('Maximum number of people').fill('3')
  await link.getByRole('button', { name: 'Save' }).click()
  await expect(link).toContainText('used 1 of 3 times')
  await expect(link).toContainText('Editor')
  await saved(guest)
})

test('somebody who used a link is given a role of their own, and removed alone', async ({ browser, server }) => {
  await (await server.owner()).send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  const guest = await openTab(browser, `${server.url}/c/caj`, { as: 'viewer', name: 'Aigerim' })
  await expect(saveState(guest)).toHaveText('You are reading')
  const page = await openTab(browser, `${server.url}/c/caj`)
  const dialog = await openShare(page)
  const row = dialog
    .getByRole('region', { name: /^People/ })
    .getByRole('listitem')
    .filter({ hasText: 'Aigerim' })
  await row.getByRole('combobox', { name: 'Role of Aigerim' }).selectOption('editor')
  await saved(guest)
  await row.getByRole('button', { name: 'Remove Aigerim' }).click()
  await row.getByRole('button', { name: 'Remove', exact: true }).click()
  await expect(row).toHaveCount(0)
  await expect(guest.getByRole('alert')).toContainText('no longer a member')
})

test('one e-mail address makes a personal link for somebody without an account, and what is none is said in the field', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, `${server.url}/c/caj`)
  const dialog = await openShare(page)
  await dialog.getByLabel('E-mail address of a person').fill('no address')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('Enter an e-mail address such as name@university.edu.')).toBeVisible()
  await dialog.getByLabel('E-mail address of a person').fill('aigerim@example.org')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog).toContainText('Send this personal link to aigerim@example.org yourself')
  await expect(dialog.getByLabel('Personal link')).toHaveValue(/\/join#\S+$/)
  const link = linkNamed(dialog, 'aigerim@example.org')
  await link.getByRole('button', { name: /^Revoke/ }).click()
  await expect(link).toContainText('Nobody has joined with it yet')
})

test('the last owner stays one, and is told so where they tried', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj`)
  const dialog = await openShare(page)
  const me = dialog
    .getByRole('region', { name: /^People/ })
    .getByRole('listitem')
    .first()
  await me.getByRole('combobox').selectOption('viewer')
  await expect(me.getByRole('alert')).toBeVisible()
  await expect(me.getByRole('combobox')).toHaveValue('owner')
})

test('one switch opens a chronology to all readers, and the log tells of it', async ({ browser, server }) => {
  await (await server.owner()).send('PATCH', '/api/chronologies/caj', { visibility: 'private' })
  const page = await openTab(browser, `${server.url}/c/caj`)
  const dialog = await openShare(page)
  const visible = dialog.getByRole('switch', { name: 'Anyone can read it' })
  await expect(visible).not.toBeChecked()
  await visible.click()
  await expect(dialog).toContainText('without signing in')
  const reader = await openTab(browser, `${server.url}/c/caj`, { as: 'nobody' })
  await expect(saveState(reader)).toHaveText('You are reading')
  await expect(dialog).toContainText('1 page is open just to read.')

  await dialog.getByText('What happened here').click()
  await expect(dialog).toContainText('changed who can read')
  const download = page.waitForEvent('download')
  await dialog.getByRole('link', { name: 'Download as CSV' }).click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
})

test('an editor shares nothing, and sees in the list of people who only reads', async ({ browser, server }) => {
  const page = await openTab(browser, `${server.url}/c/caj`, { as: 'editor' })
  await openTab(browser, `${server.url}/c/caj`, { as: 'viewer' })
  await saved(page)
  await page.getByRole('button', { name: /people? here|person here/ }).click()
  await expect(page.getByText('1 page is open just to read.')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Share', exact: true })).toHaveCount(0)
})

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 360, height: 740 },
  ]) {
    test(`axe finds nothing serious in sharing and reading, ${colorScheme}, ${viewport.width} px`, async ({
      browser,
      server,
    }) => {
      const page = await openTab(browser, `${server.url}/c/caj`, { colorScheme, viewport })
      const dialog = await openShare(page)
      await makeLink(dialog, 'viewer', 'Lecture hall')
      await dialog.getByText('What happened here').click()
      await expect(dialog.getByRole('link', { name: 'Download as CSV' })).toBeVisible()
      expect(await seriousViolations(page), 'dialog').toEqual([])
      await dialog.getByRole('button', { name: 'Show as a QR code' }).click()
      await expect(page.getByRole('img', { name: 'QR code of the link' })).toBeVisible()
      expect(await seriousViolations(page), 'QR code').toEqual([])

      const reader = await openTab(browser, `${server.url}/c/caj#event=fmm-2-2006`, {
        as: 'viewer',
        colorScheme,
        viewport,
      })
      await expect(reader.getByRole('complementary').getByText('Certainty')).toBeVisible()
      expect(await seriousViolations(reader), 'reading').toEqual([])
    })
  }
}
