import type { ChronologyEvent, RichNode } from '@coeval/chronology'
import { isEdtf } from '@coeval/chronology/edtf'
import { describe, expect, test } from 'vitest'
import { caj, interpretationsOf, isPage } from './testing/caj-parts.ts'
import { citationsOf, nodesOf } from './testing/rich-texts.ts'

/** The nine ministers' meetings, with what the pages say of them. */
const MEETINGS = [
  ['fmm-1-astana', '2004-08', '2004-08-28', 'Astana, Kazakhstan'],
  ['fmm-2-2006', '2006', '2006-06-05', 'Tokyo, Japan'],
  ['fmm-3-unattested', '[2006..2007,2009..2012]', '2010-08-07', 'Tashkent, Uzbekistan'],
  ['fmm-2012-senkaku', '2012', '2012-11-10', 'Tokyo, Japan'],
  ['fmm-5-unattested', '[2012..2017]', '2014-07-16', 'Bishkek, Kyrgyzstan'],
  ['fmm-6-turkmenistan', '2017-05', '2017-05-01', 'Ashgabat, Turkmenistan'],
  ['fmm-7-unattested', '[2017..2022]', '2019-05-18', 'Dushanbe, Tajikistan'],
  ['fmm-april-2022', '2022-04', '2022-04-15', undefined],
  ['fmm-second-2022', '2022', '2022-12-24', 'Tokyo, Japan (Iikura House)'],
] as const

describe('dates', () => {
  test('are EDTF', () => {
    const dates = [
      caj.meta.asOf,
      ...caj.events.flatMap(({ date, endDate }) => [date, endDate]),
      ...caj.documents.map(({ date }) => date),
      ...caj.claims.filter(({ about }) => about.field === 'date').map(({ value }) => value),
    ].filter((date) => date !== undefined)
    expect(dates.length).toBeGreaterThan(130)
    expect(dates.filter((date) => !isEdtf(date))).toEqual([])
  })

  test('of every event say where they come from', () => {
    for (const event of caj.events) {
      expect(event.date, event.id).not.toBe('')
      expect(event.dateBasis, event.id).toBeDefined()
      expect(event.certainty, event.id).toBeDefined()
    }
  })
})

describe('commentary', () => {
  test('of every event opens with a cited paragraph, and every event of the first layer cites the article', () => {
    for (const event of caj.events) {
      const [first] = event.commentary.content
      expect(first?.type, event.id).toBe('paragraph')
      expect(citationsOf({ type: 'doc', content: first ? [first] : [] }).length, event.id).toBeGreaterThan(0)
      if (event.layer) continue
      expect(
        event.citations.some(({ sourceId, label, locator }) => sourceId === 'fn-01' && label === 'section' && locator),
        event.id,
      ).toBe(true)
    }
  })

  test('carries 45 interpretations, each ending in a citation that names it', () => {
    const inEvents = caj.events.flatMap((event) => interpretationsOf(event.commentary))
    const inIntroduction = interpretationsOf(caj.commentary)
    expect(new Set([...inEvents, ...inIntroduction]).size).toBe(45)
    expect(inIntroduction).toHaveLength(18)
    expect(new Set(inEvents).size).toBe(27)
    for (const passage of readings()) {
      expect(passage.content?.[0]).toMatchObject({ type: 'text', marks: [{ type: 'bold' }] })
      expect(passage.content?.at(-1)).toMatchObject({ attrs: { interpretation: expect.stringMatching(/^i-/) } })
    }
  })

  test('names every holder of a reading', () => {
    for (const passage of readings()) {
      const words = (passage.content ?? []).map((node) => node.text ?? '').join('')
      expect(words).toMatch(/[A-Z]\. (W\. |\(in the text: V\.\) )?[A-Z][a-z]+|No speaker is named/)
    }
  })
})

describe("the ministers' meetings", () => {
  test.each(MEETINGS)('%s has the date and place by the article beside those by other pages', (...meeting) => {
    const [id, articleDate, day, city] = meeting
    const claimsOn = (field: string) =>
      caj.claims.filter(
        ({ about, dispute }) => !dispute && about.type === 'event' && about.id === id && about.field === field,
      )
    const [byArticle, ...others] = claimsOn('date')
    const byPages = others.find(({ sourceId }) => sourceId?.startsWith('pg-'))
    expect(byArticle).toMatchObject({ value: articleDate, sourceId: 'fn-01', label: 'section', preferred: true })
    expect(byPages).toMatchObject({ value: day, sourceId: expect.stringMatching(/^pg-/) })
    expect(byPages?.citations?.every(({ sourceId }) => sourceId.startsWith('pg-'))).toBe(true)
    expect(eventById(id).date).toBe(articleDate)
    const place = eventById(id).place?.name
    const [ours, theirs] = [false, true].map((beyond) =>
      claimsOn('place')
        .filter(({ sourceId }) => isPage(sourceId) === beyond)
        .map(({ value }) => value),
    )
    expect({ ours, theirs }).toEqual({ ours: place ? [place] : [], theirs: city ? [city] : [] })
  })
})

function eventById(id: string): ChronologyEvent {
  const event = caj.events.find((candidate) => candidate.id === id)
  if (!event) throw new Error(`no event ${id}`)
  return event
}

/** The paragraphs that give one reading each. */
function readings(): RichNode[] {
  return [caj.commentary, ...caj.events.map((event) => event.commentary)]
    .flatMap(nodesOf)
    .filter(({ type, content }) => type === 'paragraph' && content?.some(({ attrs }) => attrs?.interpretation))
}
