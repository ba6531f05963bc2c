import { readFileSync } from 'node:fs'
import { expect, openTab, test } from './fixtures.ts'
import { eventAddress, exported, MEETING_2006, saved, setDate, title } from './workspace.ts'

test('export, import and export again give the same bytes', async ({ browser, server }, testInfo) => {
  const page = await openTab(browser, eventAddress(server, MEETING_2006))
  await setDate(page, '2006-06-05')
  await saved(page)
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Coeval JSON' }).click()
  const file = testInfo.outputPath('caj.json')
  await (await download).saveAs(file)
  expect(readFileSync(file, 'utf8')).toBe(await exported(server))

  await page.goto(server.url)
  await page.getByRole('button', { name: 'Import a file' }).click()
  await page.locator('input[type=file]').setInputFiles(file)
  await expect(page.getByText('No problems found.')).toBeVisible()
  await page.getByRole('button', { name: 'Create the chronology' }).click()
  await page.waitForURL(/\/c\/(?!caj)/)
  const id = /\/c\/([^#/]+)/.exec(page.url())?.[1] ?? ''
  expect(await exported(server, id)).toBe(readFileSync(file, 'utf8'))
})

test('problems of a file are listed by place before anything is written', async ({ browser, server }) => {
  const page = await openTab(browser, server.url)
  const broken = JSON.parse(await exported(server)) as { events: { date: string; tracks: string[]; title: unknown }[] }
  const { events } = broken
  Object.assign(events[0] ?? {}, { title: 7 })
  Object.assign(events[1] ?? {}, { date: 'circa 1997' })
  await page.getByRole('button', { name: 'Import a file' }).click()
  await page.locator('input[type=file]').setInputFiles({
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(broken)),
  })
  await expect(page.getByText('1 problem prevents this file from being read')).toBeVisible()
  await expect(page.getByRole('cell', { name: /title/ })).toBeVisible()
  await expect(page.getByRole('cell', { name: /circa 1997/ })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Create the chronology' })).toHaveCount(0)
  const list = (await (await page.request.get(`${server.url}/api/chronologies`)).json()) as { chronologies: unknown[] }
  expect(list.chronologies).toHaveLength(1)
})

test('a chronology is created, renamed, put into the trash and brought back', async ({ browser, server }) => {
  const page = await openTab(browser, server.url)
  await page.getByRole('button', { name: 'New chronology' }).click()
  await page.getByLabel('Title').fill('Silk Road')
  await page.getByRole('button', { name: 'Create', exact: true }).click()
  await page.waitForURL(/\/c\//)
  await expect(page.getByLabel('Title of the chronology')).toHaveValue('Silk Road')
  await page.getByRole('button', { name: 'Add the first event' }).click()
  await expect(title(page)).toBeFocused()
  await page.keyboard.type('First caravan')
  await saved(page)

  await page.getByRole('link', { name: 'All chronologies' }).click()
  await expect(page.getByText('1 event ·')).toBeVisible()
  await page.getByRole('button', { name: 'Actions for Silk Road' }).click()
  await page.getByRole('menuitem', { name: 'Rename' }).click()
  await page.getByLabel('Title').fill('Silk Roads')
  await page.getByRole('button', { name: 'Rename', exact: true }).click()
  await page.getByRole('button', { name: 'Actions for Silk Roads' }).click()
  await page.getByRole('menuitem', { name: 'Move to trash' }).click()
  await expect(page.getByRole('link', { name: /Silk Roads/ })).toHaveCount(0)
  await page.getByRole('button', { name: 'Put back' }).click()
  await page.getByRole('link', { name: /Silk Roads/ }).click()
  await page.getByText('List', { exact: true }).click()
  await expect(page.getByRole('row', { name: /First caravan/ })).toBeVisible()
})
