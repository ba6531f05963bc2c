import type { Citation, RichNode } from '@coeval/chronology'
import { fitsField } from '@coeval/chronology/claims'
import { describe, expect, test } from 'vitest'
import { cajChronology } from './index.ts'
import lookedUp from './second-layer.json' with { type: 'json' }

/** What was looked up: date, place and number of each entry, as the pages have them. Nothing generates this table. */
const TABLE: Readonly<Record<string, { date: string; place: string | null; ordinal: number | null }>> = lookedUp

const LAYER = 'From other pages'

/** How an entry says by how many pages it is told. */
const SUPPORT = /\b(One page tells|Two pages tell|[Tt]old by (two|three|four) pages|No page (was found that )?tells)\b/g
const COUNTS = ['one page', 'two pages', 'three pages', 'four pages']

const caj = cajChronology()
const second = caj.events.filter(({ layer }) => layer !== undefined)
const first = caj.events.filter(({ layer }) => layer === undefined)
const secondIds = new Set(second.map(({ id }) => id))
const pagesById = new Map(caj.sources.filter(({ id }) => id.startsWith('pg-')).map((page) => [page.id, page]))
const claimsByPages = caj.claims.filter(({ sourceId }) => pagesById.has(sourceId ?? ''))

describe('the second layer', () => {
  test('has the 55 entries that were looked up, and one name', () => {
    expect(second.map(({ id }) => id)).toEqual(Object.keys(TABLE).sort())
    expect(second).toHaveLength(55)
    expect(new Set(second.map(({ layer }) => layer))).toEqual(new Set([LAYER]))
    expect(second.filter(({ id }) => !id.startsWith('x-'))).toEqual([])
    expect(first.filter(({ id }) => id.startsWith('x-'))).toEqual([])
  })

  test.each(second)('$id has the date, place and number of its pages', (event) => {
    const { name, country } = event.place ?? {}
    expect({
      date: event.date,
      place: event.mode === 'online' ? 'online' : (name?.replace(`, ${country}`, '') ?? null),
      ordinal: event.ordinal?.value ?? null,
    }).toEqual(TABLE[event.id])
  })

  test.each(second)('$id rests on pages beyond the article alone, and says in each paragraph on which', (event) => {
    const cited = event.citations.map(({ sourceId }) => sourceId)
    expect(cited.length).toBeGreaterThan(0)
    expect(cited.filter((id) => !pagesById.has(id))).toEqual([])
    const told = event.commentary.content.map(citedIn)
    expect(told.filter((ids) => ids.length === 0)).toEqual([])
    expect([...new Set(told.flat())].sort()).toEqual(cited.sort())
  })

  test('says of each entry in words how well it is supported, and infers what no page tells', () => {
    const inferred = second.filter(({ certainty }) => certainty === 'inferred').map(({ id }) => id)
    expect(inferred).toEqual(['x-bd-1', 'x-expert-5', 'x-expert-7', 'x-som-15', 'x-som-4', 'x-som-5', 'x-td-11'].sort())
    for (const { id, certainty, dateBasis, dateNote, citations, commentary } of second) {
      const words = commentary.content.map(wordsOf).join(' ')
      const support = [...words.matchAll(SUPPORT)].map(([said]) => said)
      expect({ id, support }).toEqual({ id, support: [expect.any(String)] })
      const pages = COUNTS.findIndex((count) => support[0]?.toLowerCase().includes(count)) + 1
      expect(citations.length, id).toBeGreaterThanOrEqual(pages)
      expect(support[0]?.startsWith('No page'), id).toBe(certainty === 'inferred')
      if (certainty === 'inferred') expect({ id, dateBasis, dateNote }).toMatchObject({ dateBasis: 'inferred' })
      if (certainty === 'inferred') expect(dateNote, id).toBeTruthy()
    }
  })

  test('has the Dialogue take part wherever it met', () => {
    const others = second.filter(({ participants }) => !participants.includes('org-caj')).map(({ id }) => id)
    expect(others).toEqual(['x-abe-2015', 'x-aso', 'x-caco-russia', 'x-hashimoto', 'x-kawaguchi', 'x-koizumi-2006'])
    expect(second.filter(({ participants }) => participants.length === 0)).toEqual([])
  })

  test('says of what lies after the date of the first layer that it does', () => {
    const later = second.filter(({ date }) => date.replace('[', '') > `${caj.meta.asOf}-31`)
    expect(later.map(({ id }) => id)).toEqual(['x-summit-2025'])
    expect(later.flatMap(({ commentary }) => commentary.content).map(wordsOf)).toContainEqual(
      expect.stringContaining('later than June 2023'),
    )
  })
})

describe('the two layers', () => {
  test('are linked from the second to the first, event by event', () => {
    const between = caj.relations.filter(({ from, to }) => secondIds.has(from) || secondIds.has(to))
    expect(between.filter(({ from, to }) => !secondIds.has(from) || secondIds.has(to))).toEqual([])
    expect(new Set(between.map(({ from }) => from)).size).toBe(between.length)
    expect(between).toHaveLength(23)
    // A first meeting is part of a phase, and a summit is not the years without one.
    expect(between.filter(({ type }) => type !== 'same-as').map(({ id }) => id)).toEqual([
      'r-x-expert-1-part-of-expert-meetings-begin',
      'r-x-summit-2025-after-no-summit-so-far',
    ])
    expect(caj.relations.filter(({ type, from }) => type === 'same-as' && !secondIds.has(from))).toEqual([])
  })

  test('keep their own sources: no event of the first rests on pages alone, and no date of it is taken from them', () => {
    for (const { id, citations } of first) {
      expect(
        citations.some(({ sourceId }) => !pagesById.has(sourceId)),
        id,
      ).toBe(true)
    }
    expect(claimsByPages.filter(({ preferred }) => preferred)).toEqual([])
    const datesByPages = claimsByPages.filter(({ about }) => about.type === 'event' && about.field === 'date')
    for (const { id, about } of datesByPages) expect(secondIds.has(about.id ?? ''), id).toBe(false)
    const changed = datesByPages.filter(({ about, value }) => {
      // The day of this address is printed in the article too.
      if (about.id === 'hashimoto-eurasian-diplomacy-address') return false
      return first.find(({ id }) => id === about.id)?.date === value
    })
    expect(changed).toEqual([])
  })
})

describe('the pages beyond the article', () => {
  test('are 74, each with an address, a language, a publisher and what was seen of it', () => {
    expect(pagesById.size).toBe(74)
    const addresses = [...pagesById.values()].map(({ URL: address }) => address)
    expect(new Set(addresses).size).toBe(74)
    for (const page of pagesById.values()) {
      expect(page).toMatchObject({
        URL: expect.stringMatching(/^https?:\/\//),
        language: expect.stringMatching(/^(en|ja|ru)$/),
        publisher: expect.stringMatching(/./),
        // No day of access was noted down, and none is made up.
        custom: { beyondTheArticle: true, seenAs: expect.stringMatching(/./), accessed: null },
      })
      expect(page.accessed, page.id).toBeUndefined()
    }
  })

  test('have their own titles, without a date put into them, or say that the title is a description', () => {
    for (const { id, title = '', language, custom } of pagesById.values()) {
      const { titleIs } = custom as { titleIs?: string }
      expect(title, id).not.toMatch(/\(\d{1,2} [A-Z]|\d{4}\)$/)
      if (titleIs) expect(titleIs, id).toBe('description')
      else if (language === 'ja') expect(title, id).toMatch(/[\p{Script=Han}\p{Script=Katakana}]/u)
      else if (language === 'ru') expect(title, id).toMatch(/\p{Script=Cyrillic}/u)
    }
  })

  test('come first where they are of the day, and the ministry before others', () => {
    const firstPages = ['fmm-4', 'fmm-8', 'fmm-9'].map(
      (meeting) => caj.claims.find(({ id }) => id === `${meeting}-date-pages`)?.sourceId,
    )
    expect(firstPages).toEqual(['pg-mofa-fmm4', 'pg-govbase-fmm8', 'pg-nca-fmm9'])
  })

  test('give readings that fit their fields, 56 in all, with the counts published on four days', () => {
    expect(claimsByPages).toHaveLength(56)
    expect(claimsByPages.filter(({ about, value }) => !fitsField(about, value))).toEqual([])
    expect(claimsByPages.filter(({ id }) => !/-pages(-\d)?$/.test(id))).toEqual([])
    const counts = claimsByPages.filter(({ id }) => id.startsWith('count-'))
    expect(counts).toHaveLength(20)
    const ministers = counts.filter(({ about }) => about.id === 'fmm').map(({ asOf, value }) => [asOf, value])
    expect(ministers).toEqual([
      ['2018-01-23', '6'],
      ['2019-05-17', '6'],
      ['2020-08-06', '7'],
      ['2022-12-15', '8'],
    ])
  })
})

function citedIn(node: RichNode): string[] {
  if (node.type === 'citation') return [(node.attrs as unknown as Citation).sourceId]
  return (node.content ?? []).flatMap(citedIn)
}

function wordsOf(node: RichNode): string {
  return (node.text ?? '') + (node.content ?? []).map(wordsOf).join('')
}
