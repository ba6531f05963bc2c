// Three kinds of doubt, a form with one Save, and a question before a reading takes the place of another.
import { expect, openTab, test } from './fixtures.ts'
import { importLayered } from './layered.ts'
import { date, exported, panel, saved } from './workspace.ts'

const WIDE = { viewport: { width: 1440, height: 900 } }

test('gaps, cautions and disputes are told apart, facts are named in words, and the counts agree', async ({
  browser,
  server,
}) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=first`, WIDE)
  await expect(panel(page).getByRole('button', { name: 'Readings 6' })).toBeVisible()
  await expect(page.locator('[data-event-id="first"]')).toContainText('6 readings')
  const kinds = panel(page).locator('[data-type] h4')
  await expect(kinds).toHaveText([
    /Contested\s*major\s*Day of the first meeting/,
    /Not stated\s*minor\s*How the ministers met/,
    /Read with care\s*The address is printed wrongly/,
  ])
  await expect(panel(page).getByText('Address of Hughes 2016')).toBeVisible()
  await expect(panel(page).getByText('Rhythm of Talks')).toBeVisible()
})

test('a reading that fits is used after a question, as one step of undo', async ({ browser, server }) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=timeline&event=first`, WIDE)
  const use = panel(page).getByRole('button', { name: /^Use this reading/ })
  // Prose is no kind, and an address no field of the event.
  await expect(use).toHaveCount(2)
  await page.getByLabel('Use this reading: 27 August 2004').click()
  const question = page.getByRole('dialog', { name: 'Use this reading?' })
  await expect(question).toContainText('28 August 2004')
  await expect(question).toContainText('Green 2001, p. 163')
  await expect(question).toContainText('27 August 2004')
  await expect(question).toContainText('Len 2005')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(date(page)).toHaveValue('2004-08-28')
  await page.getByLabel('Use this reading: 27 August 2004').click()
  await question.getByRole('button', { name: 'Use this reading' }).click()
  await expect(date(page)).toHaveValue('2004-08-27')
  await expect(page.getByRole('status').filter({ hasText: 'now says “27 August 2004”' })).toBeVisible()
  // Where nothing is said yet, nothing is asked.
  await page.getByLabel('Use this reading: in person').click()
  await expect(panel(page).getByRole('textbox', { name: 'Mode' })).toHaveValue('in person')
  await page.getByRole('button', { name: 'Undo' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(date(page)).toHaveValue('2004-08-28')
  await saved(page)
})

test('one form and one Save: the source stays, and Escape loses nothing', async ({ browser, server }) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=senate`, WIDE)
  await panel(page)
    .getByRole('button', { name: /^Readings/ })
    .click()
  await panel(page).getByRole('button', { name: 'Add a reading' }).click()
  await panel(page).getByRole('textbox', { name: 'Reading' }).fill('2012-11')
  await expect(panel(page)).toContainText('In the chronology now: 2012')
  await panel(page).getByRole('button', { name: 'Choose a source' }).click()
  const search = panel(page).getByRole('combobox', { name: 'Choose a source' })
  await search.fill('Len')
  const first = panel(page).getByRole('listbox', { name: 'Choose a source' }).getByRole('option').first()
  await expect(first).toContainText('Len 2005')
  await search.press('Enter')
  await page.keyboard.type('131')
  await expect(panel(page).getByRole('button', { name: 'Save', exact: true })).toHaveCount(1)

  await page.keyboard.press('Escape')
  await panel(page).getByRole('button', { name: 'Continue the reading you started' }).click()
  await expect(panel(page).getByRole('textbox', { name: 'Reading' })).toHaveValue('2012-11')
  await expect(panel(page).getByRole('textbox', { name: 'Where in the source' })).toHaveValue('131')
  // Nor does going to another event.
  await page.locator('[data-event-id="visit"]').click()
  await page.locator('[data-event-id="senate"]').click()
  await panel(page).getByRole('button', { name: 'Continue the reading you started' }).click()
  await panel(page).getByRole('textbox', { name: 'Where in the source' }).press('Enter')
  await expect(panel(page).getByText('Len 2005')).toBeVisible()
  await expect(panel(page)).toContainText('Len 2005, p. 131')
  await expect(panel(page).getByRole('button', { name: 'Add a reading' })).toBeVisible()
  await saved(page)
})

test('what was begun of a reading leaves alone what a colleague writes into it meanwhile', async ({
  browser,
  server,
}) => {
  const address = await importLayered(server)
  const [mari, timur] = await Promise.all([
    openTab(browser, `${address}#view=list&event=first`, WIDE),
    openTab(browser, `${address}#view=list&event=first`, WIDE),
  ])
  const edit = (page: typeof mari, words: string) =>
    panel(page)
      .getByRole('button', { name: `Edit ${words}` })
      .click()
  const value = (page: typeof mari) => panel(page).getByRole('textbox', { name: 'Reading' })
  const note = panel(mari).getByRole('textbox', { name: 'Note', exact: true })
  const begun = panel(mari).getByText('You started to change this reading.')

  await edit(mari, '27 August 2004')
  await expect(begun).toHaveCount(0)
  await note.fill('As the embassy says')
  await note.press('Escape')
  await expect(begun).toBeVisible()

  await edit(timur, '27 August 2004')
  await value(timur).fill('2004-08-29')
  await value(timur).press('Enter')
  await edit(mari, '29 August 2004')
  await expect(begun).toBeVisible()
  await expect(value(mari)).toHaveValue('2004-08-29')
  await expect(note).toHaveValue('As the embassy says')
  // Nor is what they write while the form is open taken back.
  await edit(timur, '29 August 2004')
  await value(timur).fill('2004-08-30')
  await value(timur).press('Enter')
  await expect(value(mari)).toHaveValue('2004-08-30')
  await panel(mari).getByRole('button', { name: 'Save', exact: true }).click()
  await expect(begun).toHaveCount(0)
  await saved(mari)
  const { claims } = JSON.parse(await exported(server, address.replace(/.*\//, ''))) as { claims: { id: string }[] }
  expect(claims.find(({ id }) => id === 'k2')).toMatchObject({
    value: '2004-08-30',
    note: 'As the embassy says',
    sourceId: 'len',
    dispute: 'd-date',
  })
})

test('what was begun is dropped by its button, and where it is taken back by hand', async ({ browser, server }) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=first`, WIDE)
  const begun = panel(page).getByText('You started to change this reading.')
  const note = panel(page).getByRole('textbox', { name: 'Note', exact: true })
  const begin = async (text: string) => {
    await panel(page).getByRole('button', { name: 'Edit 27 August 2004' }).click()
    await note.fill(text)
    await note.press('Escape')
  }
  await begin('Perhaps')
  await expect(begun).toBeVisible()
  await begin('')
  await expect(begun).toHaveCount(0)
  await begin('Perhaps')
  await panel(page).getByRole('button', { name: 'Edit 27 August 2004' }).click()
  await expect(note).toHaveValue('Perhaps')
  await panel(page).getByRole('button', { name: 'Discard changes' }).click()
  await expect(note).toHaveValue('')
  await expect(begun).toHaveCount(0)
  await note.press('Escape')
  await expect(begun).toHaveCount(0)

  // A new reading that is emptied again is none that one could continue.
  await panel(page).getByRole('button', { name: 'Add a reading' }).click()
  await panel(page).getByRole('textbox', { name: 'Reading' }).fill('2004')
  await page.keyboard.press('Escape')
  await panel(page).getByRole('button', { name: 'Continue the reading you started' }).click()
  await panel(page).getByRole('textbox', { name: 'Reading' }).fill('')
  await page.keyboard.press('Escape')
  await expect(panel(page).getByRole('button', { name: 'Add a reading' })).toBeVisible()
})

test('the question shows the whole place that is replaced, and both dates as of when the chronology speaks', async ({
  browser,
  server,
}) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=visit`, WIDE)
  const question = page.getByRole('dialog', { name: 'Use this reading?' })
  await page.getByLabel('Use this reading: Palace of Peace').click()
  await expect(question.getByRole('definition')).toContainText([
    /^Place$/,
    /^Ak Saray, Astana, Kazakhstan/,
    /^Palace of/,
  ])
  await question.getByRole('button', { name: 'Cancel' }).click()
  await page.locator('[data-event-id="experts"]').click()
  await page.getByLabel('Use this reading: from 2003, open as of June 2023').click()
  await expect(question).toContainText('from 2005, open as of June 2023')
  await expect(question).toContainText('from 2003, open as of June 2023')
  await expect(question).not.toContainText('end open')
})

test('a number stays when one changes who says it, and goes where it is emptied', async ({ browser, server }) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=senate`, WIDE)
  await panel(page).getByRole('button', { name: 'Number', exact: true }).click()
  const number = panel(page).getByRole('textbox', { name: 'Number in its series' })
  const by = panel(page).getByRole('textbox', { name: 'According to' })
  await number.fill('0')
  await number.press('Enter')
  await by.fill('inferred')
  await by.press('Enter')
  await expect(number).toHaveValue('0')
  await number.fill('first')
  await number.press('Enter')
  await expect(page.getByRole('status').filter({ hasText: 'Enter a whole number, 0 or more' })).toBeVisible()
  await expect(number).toHaveValue('0')
  await expect(by).toHaveValue('inferred')
  await number.fill('')
  await number.press('Enter')
  await expect(by).toHaveValue('')
  await saved(page)
})

test('after “[@” the author’s work comes first', async ({ browser, server }) => {
  const address = await importLayered(server)
  const page = await openTab(browser, `${address}#view=list&event=senate`, WIDE)
  await panel(page).locator('[contenteditable="true"]').click()
  await page.keyboard.type('As told [@Len')
  await expect(page.getByRole('option').first()).toContainText('Len 2005')
  await expect(page.getByRole('option').first()).toHaveAttribute('aria-selected', 'true')
})
