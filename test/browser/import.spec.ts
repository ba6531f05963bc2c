import { expect, openTab, test } from './fixtures.ts'
import { eventAddress, MEETING_2006 } from './workspace.ts'

const FILE = '{"format":"coeval-chronology","version":1,"meta":{"title":"Rétablissement"}}'

test('a file in Windows-1252 is shown as it would be read, and read so when one agrees', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, server.url)
  await page.getByRole('button', { name: 'Import a file' }).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'old.json', mimeType: 'application/json', buffer: Buffer.from(FILE, 'latin1') })
  await expect(page.getByText('it seems to be Windows-1252')).toBeVisible()
  await expect(page.getByText(/“?Rétablissement/).first()).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create the chronology' })).toHaveCount(0)
  await page.getByRole('button', { name: 'Read as Windows-1252 (Western European)' }).click()
  await expect(page.getByText('No problems found.')).toBeVisible()
  await page.getByRole('button', { name: 'Create the chronology' }).click()
  await page.waitForURL(/\/c\//)
  await expect(page.getByLabel('Title of the chronology')).toHaveValue('Rétablissement')
})

test('a calendar is called one, and an import that is given up makes nothing', async ({ browser, server }) => {
  const page = await openTab(browser, server.url)
  await page.getByRole('button', { name: 'Import a file' }).click()
  const choose = (name: string, text: string) =>
    page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  await choose('isk.ics', 'BEGIN:VCALENDAR\nEND:VCALENDAR\n')
  await expect(page.getByText('This is an iCalendar file.')).toBeVisible()
  await page.getByRole('button', { name: 'Choose a file' }).click()

  // The server is asked, and does not answer before the page gives up.
  const asked = Promise.withResolvers<void>()
  await page.route('**/api/chronologies/import*', () => asked.resolve())
  await choose('isk.json', FILE)
  await page.getByRole('button', { name: 'Create the chronology' }).click()
  await asked.promise
  const given = page.waitForEvent('requestfailed', (request) => request.url().includes('/import'))
  await page.getByRole('button', { name: 'Cancel' }).click()
  await given
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible()

  // A full queue is a sentence, and trying again is one click.
  await page.unroute('**/api/chronologies/import*')
  let isFull = true
  await page.route('**/api/chronologies/import*', (route) => {
    if (!isFull) return route.continue()
    isFull = false
    const error = { code: 'busy', message: 'The server is busy with the imports and exports of others.' }
    return route.fulfill({ status: 503, json: { error } })
  })
  await choose('isk.json', FILE)
  await page.getByRole('button', { name: 'Create the chronology' }).click()
  await expect(page.getByRole('alert')).toContainText('busy with the imports')
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.waitForURL(/\/c\//)
})

test('an export that is refused says why and can be tried again, and one under way can be given up', async ({
  browser,
  server,
}) => {
  const page = await openTab(browser, server.url)
  let answer: 'busy' | 'nothing' | 'all' = 'busy'
  await page.route('**/export?*', (route) => {
    if (answer === 'nothing') return undefined
    if (answer === 'all') return route.continue()
    return route.fulfill({ status: 503, json: { error: { code: 'busy', message: 'The server is busy.' } } })
  })
  const exportIt = async () => {
    await page
      .getByRole('button', { name: /^Actions for/ })
      .first()
      .click()
    await page.getByRole('menuitem', { name: /Export/ }).click()
  }
  await exportIt()
  await expect(page.getByRole('alert')).toContainText('The server is busy.')
  answer = 'nothing'
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('The server is creating the file…')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).last().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  answer = 'all'
  const download = page.waitForEvent('download')
  await exportIt()
  expect((await download).suggestedFilename()).toMatch(/^central-asia.*\.json$/)
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('an export says how many texts are longer than what is shown', async ({ browser, server }) => {
  const page = await openTab(browser, server.url)
  const [title, dateNote] = ['t'.repeat(600), 'n'.repeat(11_000)]
  const events = [{ id: 'long', title, date: '2004', dateNote }]
  const file = { format: 'coeval-chronology', version: 1, meta: { title: 'Long' }, events }
  await page.getByRole('button', { name: 'Import a file' }).click()
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'long.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(file)) })
  await page.getByRole('button', { name: 'Create the chronology' }).click()
  await page.waitForURL(/\/c\//)
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Coeval JSON' }).click()
  await download
  await expect(page.getByRole('dialog')).toContainText('2 texts are too long to show here in full')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('an export says how many ids had to be changed in the file', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await page.route('**/export?*', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'coeval-changed-ids': '2' } })
  })
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Coeval JSON' }).click()
  await download
  await expect(page.getByRole('dialog')).toContainText('2 ids were changed in it')
  await expect(page.getByRole('dialog')).not.toContainText('too long')
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
