// What a writer's update may hold and a field would not take: texts of any length, of any characters, lists of any number.
import type { Page } from '@playwright/test'
import {
  addEntry,
  addEvent,
  commentaryOf,
  readEntryById,
  setMember,
  textOf,
  updateEntry,
  updateMeta,
} from '@coeval/chronology/ydoc'
import * as Y from 'yjs'
import { type Peer, Peers } from '../integration/access/peer.ts'
import type { ServerProcess } from '../server-process.ts'
import { expect, openTab, test, uncaughtErrors } from './fixtures.ts'
import { date, eventAddress, exported, panel, saved } from './workspace.ts'

const RLO = '\u202e'
const LONG = 100_000
/** More than any list, panel, label or title may put on the page. */
const MAX_OF_A_PAGE = 400_000

const peersOf = new WeakMap<ServerProcess, Peers>()

async function writer(server: ServerProcess): Promise<Peer> {
  const peers = new Peers(() => `${server.url.replace(/^http/, 'ws')}/sync`)
  peersOf.set(server, peers)
  return peers.join('caj', (await server.owner()).headers)
}

test.afterEach(({ server }) => peersOf.get(server)?.closeAll())

/** Resolves when it is on the server's disk. */
async function written(peer: Peer, change: () => void): Promise<void> {
  // The answer to the server's question when it joined is counted too.
  await expect.poll(() => peer.saved).toBeGreaterThan(0)
  const before = peer.saved
  peer.doc.transact(change)
  await expect.poll(() => peer.saved).toBeGreaterThan(before)
}

function long(words: string): string {
  return words.repeat(Math.floor(LONG / words.length))
}

function fillWithLongTexts(doc: Y.Doc): void {
  addEntry(doc, 'tracks', { id: 'long', name: long('track '), order: 'zz', colour: 1 })
  addEntry(doc, 'actors', { id: 'long', name: long('actor '), kind: long('kind ') })
  addEntry(doc, 'sources', {
    id: 'long',
    type: 'book',
    title: long('source '),
    author: [{ literal: long('author ') }],
  } as never)
  addEntry(doc, 'disputes', { id: 'long', title: long('dispute '), severity: long('grave '), about: [] })
  addEntry(doc, 'claims', {
    id: 'long',
    about: { type: 'event', id: 'long', field: 'mode' },
    value: long('value '),
    note: long('note '),
    dispute: 'long',
  })
  addEvent(doc, {
    id: 'long',
    title: long('title '),
    date: '2010',
    kind: long('kind '),
    certainty: long('sure ') as never,
    mode: long('mode '),
    dateNote: long('remark '),
    place: { name: long('place '), city: long('city ') },
    tracks: ['long'],
    participants: ['long'],
    citations: [{ id: 'c', sourceId: 'long', locator: long('page '), quote: long('quote ') }],
  })
  updateMeta(doc, { title: long('chronology '), subtitle: long('subtitle ') })
}

test('a date of 16,000 digits in an open tab is text, and the tab goes on', async ({ browser, server }) => {
  const page = await openTab(browser, eventAddress(server, 'fmm-1-astana', 'timeline'))
  await saved(page)
  const peer = await writer(server)
  await written(peer, () => {
    updateEntry(peer.doc, 'events', 'fmm-1-astana', { date: `Y${'1'.repeat(16_000)}` })
    addEvent(peer.doc, {
      id: 'set',
      title: 'A set',
      date: `{${Array.from({ length: 20_000 }, () => '2004').join(',')}}`,
    })
  })
  await expect(panel(page)).toContainText('Replace it')
  await expect(panel(page)).toContainText(/The text has 16,001 characters/)
  // Asked for and left empty, it stays what it was.
  await panel(page).getByRole('button', { name: 'Replace it' }).click()
  await expect(date(page)).toBeFocused()
  await date(page).press('Enter')
  await expect(panel(page)).toContainText(/The text has 16,001 characters/)
  await panel(page).getByRole('button', { name: 'Replace it' }).click()
  await date(page).fill('2004-08')
  await date(page).press('Enter')
  await expect(panel(page)).toContainText('August 2004')
  await saved(page)
  expect(JSON.parse(await exported(server)).events.find(({ id }: { id: string }) => id === 'fmm-1-astana').date).toBe(
    '2004-08',
  )
  expect(uncaughtErrors(page)).toEqual([])
})

for (const as of ['owner', 'viewer'] as const) {
  test(`texts of 100,000 characters everywhere are shown in part to a ${as}, and kept whole`, async ({
    browser,
    server,
  }) => {
    const peer = await writer(server)
    await written(peer, () => fillWithLongTexts(peer.doc))
    const before = await exported(server)
    for (const view of ['list', 'timeline'] as const) {
      const page = await openTab(browser, eventAddress(server, 'long', view), { as })
      await expect(panel(page)).toContainText('title title')
      await openSections(page)
      await expect.poll(() => page.title()).toMatch(/^chronology chronology/)
      expect((await page.title()).length).toBeLessThan(600)
      expect(await page.evaluate(() => document.documentElement.outerHTML.length)).toBeLessThan(MAX_OF_A_PAGE)
      expect(await longestValue(page)).toBeLessThan(11_000)
      if (as === 'owner') {
        // Into each field and out again, as somebody who looks for something.
        for (const field of await panel(page).locator('input, textarea').all()) {
          await field.focus()
          await field.blur()
        }
        await saved(page)
      }
      expect(uncaughtErrors(page)).toEqual([])
    }
    expect(await exported(server)).toBe(before)
  })
}

test('a change of one part of an entry leaves its long texts whole', async ({ browser, server }) => {
  const peer = await writer(server)
  await written(peer, () => fillWithLongTexts(peer.doc))
  const page = await openTab(browser, eventAddress(server, 'long'))
  const place = panel(page).locator('[data-field="place"]')
  // City and country appear when one is in the place.
  await place.getByRole('button', { name: 'Replace it' }).first().focus()
  const country = panel(page).getByRole('textbox', { name: 'Country' })
  await country.fill('Kazakhstan')
  await country.press('Enter')
  await saved(page)
  await expect.poll(() => readEntryById(peer.doc, 'events', 'long')?.place?.country).toBe('Kazakhstan')
  const kept = readEntryById(peer.doc, 'events', 'long')?.place
  expect([kept?.name, kept?.city]).toEqual([long('place '), long('city ')])
  // The title, replaced on demand.
  await panel(page).locator('[data-field="title"]').getByRole('button', { name: 'Replace it' }).click()
  await panel(page).getByRole('textbox', { name: 'Title', exact: true }).fill('Short')
  await panel(page).getByRole('textbox', { name: 'Title', exact: true }).press('Enter')
  await expect.poll(() => readEntryById(peer.doc, 'events', 'long')?.title).toBe('Short')
})

test('an override in a title is seen, and turns nothing around it', async ({ browser, server }) => {
  const peer = await writer(server)
  await written(peer, () => {
    const tracks = ['fmm'] // where the list begins
    textOf(peer.doc, 'meta', 'title')?.insert(0, RLO)
    addEvent(peer.doc, {
      id: 'rlo',
      title: `${RLO}gnp.exe`,
      date: '1990',
      tracks,
      kind: `${RLO}dnik`,
      certainty: 'half' as never,
    })
    addEvent(peer.doc, { id: 'he', title: 'שלום \u200f(2004)', date: '1991', kind: 'constructor', tracks })
  })
  const page = await openTab(browser, eventAddress(server, 'rlo'))
  const row = page.locator('[data-event-id="rlo"]')
  await expect(row).toContainText('⟨U+202E⟩gnp.exe')
  await expect(row).toContainText('⟨U+202E⟩dnik')
  await expect(row).toContainText('half')
  await expect(page.locator('[data-event-id="he"]')).toContainText('\u2068שלום \u200f(2004)\u2069')
  await expect(page.getByRole('main')).not.toContainText('list.certainty')
  await expect(panel(page)).toContainText('hidden characters that change how it reads: ⟨U+202E⟩gnp.exe')
  expect(await page.title()).toMatch(/^⟨U\+202E⟩Central/)
  const everything = await page.evaluate(() =>
    [...document.querySelectorAll('body, [aria-label], [title]')]
      .flatMap((element) => [
        (element as HTMLElement).innerText,
        element.getAttribute('aria-label'),
        element.getAttribute('title'),
      ])
      .join('\n'),
  )
  expect(everything).not.toContain(RLO)
  const home = await openTab(browser, server.url)
  await expect(home.getByRole('list', { name: 'Chronologies' })).toContainText('⟨U+202E⟩Central')
  expect(JSON.parse(await exported(server)).events.find(({ id }: { id: string }) => id === 'rlo').title).toBe(
    `${RLO}gnp.exe`,
  )
  expect(uncaughtErrors(page)).toEqual([])
})

test('a thousand people and sources of one event are counted, and the first of them shown', async ({
  browser,
  server,
}) => {
  const peer = await writer(server)
  await written(peer, () => {
    const citations = Array.from({ length: 1000 }, (_, index) => ({ id: `c${index}`, sourceId: 'nobody' }))
    addEvent(peer.doc, { id: 'many', title: 'Many', date: '1990', kind: 'meeting', tracks: ['fmm'], citations })
    for (let index = 0; index < 1000; index++) setMember(peer.doc, 'many', 'participants', `p${index}`, true)
    commentaryOf(peer.doc, 'many')?.insert(0, [new Y.XmlElement('paragraph')])
  })
  for (const as of ['owner', 'viewer'] as const) {
    const page = await openTab(browser, eventAddress(server, 'many'), { as })
    await openSections(page, ['Facts', 'Sources'])
    await expect(panel(page).getByText('and 800 more')).toHaveCount(2)
    await expect(page.locator('[data-event-id="many"]')).toContainText('and 980 more')
    expect(await page.evaluate(() => document.querySelectorAll('*').length)).toBeLessThan(6000)
    await panel(page).getByRole('button', { name: 'Show more' }).first().click()
    await expect(panel(page).getByText('and 600 more')).toHaveCount(1)
    expect(uncaughtErrors(page)).toEqual([])
  }
})

async function openSections(page: Page, sections = ['Facts', 'Readings', 'Sources']): Promise<void> {
  for (const section of sections) {
    const heading = panel(page).getByRole('button', { name: new RegExp(`^${section}`) })
    await expect(heading).toBeVisible()
    if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click()
  }
}

/** Of what stands in fields and attributes. */
function longestValue(page: Page): Promise<number> {
  return page.evaluate(() =>
    Math.max(
      ...[...document.querySelectorAll('*')].flatMap((element) => [
        'value' in element ? String(element.value).length : 0,
        ...[...element.attributes].map((attribute) => attribute.value.length),
      ]),
    ),
  )
}
