import { readFileSync } from 'node:fs'
import {
  type Chronology,
  type ChronologyEvent,
  type Citation,
  COLLECTIONS,
  type FactRef,
  type RichNode,
  type RichText,
  type Source,
} from '@coeval/chronology'
import { checkChronology } from '@coeval/chronology/check'
import { isEdtf } from '@coeval/chronology/edtf'
import { readJson, writeJson } from '@coeval/formats'
import schema from '@coeval/formats/coeval.schema.json' with { type: 'json' }
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { cslItemSchema } from './csl-schema.ts'
import { cajChronology, cajJson } from './index.ts'
import { citationsOf, nodesOf } from './testing/rich-texts.ts'

const text = cajJson()
const caj = cajChronology()

const ids = (entries: readonly { id: string }[]): Set<string> => new Set(entries.map(({ id }) => id))
const sources = ids(caj.sources)
const events = ids(caj.events)
const articleSources = caj.sources.filter(({ id }) => id.startsWith('fn-'))
const pages = caj.sources.filter(({ id }) => id.startsWith('pg-'))
const isPage = (id: string | undefined): boolean => id?.startsWith('pg-') === true
/** What rests on the article. The rest is counted in `second-layer.test.ts`. */
const first: Chronology = {
  ...caj,
  sources: articleSources,
  events: caj.events.filter(({ layer }) => !layer),
  relations: caj.relations.filter(({ from }) => !from.startsWith('x-')),
  claims: caj.claims.filter(({ sourceId }) => !isPage(sourceId)),
}

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

describe('the file', () => {
  test('has no errors and no warnings', () => {
    expect(checkChronology(JSON.parse(text)).problems).toEqual([])
    expect(readJson(text).problems).toEqual([])
  })

  test('is valid by the published JSON Schema', () => {
    const validate = new Ajv2020({ allErrors: true, strict: false }).compile(schema)
    validate(JSON.parse(text))
    expect(validate.errors ?? []).toEqual([])
  })

  test('is canonical: what is read from it is written with the same bytes', () => {
    expect(writeJson(readJson(text).chronology as Chronology)).toBe(text)
  })

  test('has all of the first layer', () => {
    expect(Object.fromEntries(COLLECTIONS.map((name) => [name, first[name].length]))).toEqual({
      tracks: 9,
      themes: 35,
      actors: 71,
      documents: 20,
      sources: 37,
      events: 91,
      relations: 38,
      disputes: 40,
      claims: 97,
    })
    expect(articleSources.map(({ custom }) => (custom as { footnote: number }).footnote)).toEqual(
      Array.from({ length: 37 }, (_, index) => index + 1),
    )
  })
})

test('the README counts what the file holds', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const ofType = (wanted: string) => caj.disputes.filter(({ type = 'dispute' }) => type === wanted).length
  const byPages = caj.claims.filter(({ sourceId }) => isPage(sourceId)).length
  for (const row of [
    `${first.events.length} + ${caj.events.length - first.events.length} events`,
    `${caj.tracks.length} tracks, with ${caj.themes.length} themes, ${caj.actors.length} actors, ${caj.documents.length} documents`,
    `${caj.relations.length} relations`,
    `${first.relations.length} within the first layer, ${caj.relations.length - first.relations.length} that lead`,
    `${articleSources.length} + ${pages.length} sources`,
    `the ${pages.length} web pages`,
    `They cite ${new Set(articleSources.map(workOf)).size} works`,
    `${new Set([caj.commentary, ...caj.events.map(({ commentary }) => commentary)].flatMap(interpretationsOf)).size} interpretations`,
    `${caj.events.length - first.events.length} events have the \`layer\``,
    `${caj.disputes.length} doubts`,
    `${ofType('dispute')} disputes, ${ofType('gap')} gaps, ${ofType('caution')} cautions`,
    `${caj.claims.length} claims`,
    `${caj.claims.length - byPages} by the article, ${byPages} by pages; ${caj.claims.filter(({ dispute }) => dispute).length} of them belong`,
  ]) {
    expect(readme).toContain(row)
  }
})

describe('sources', () => {
  test('are CSL-JSON, with all that CSL does not know in "custom"', () => {
    const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(cslItemSchema)
    for (const source of caj.sources) {
      validate(source)
      expect({ id: source.id, errors: validate.errors ?? [] }).toEqual({ id: source.id, errors: [] })
    }
  })

  test('that are not in the article say so, and only they', () => {
    const beyond = caj.sources.filter(({ custom }) => (custom as { beyondTheArticle?: boolean }).beyondTheArticle)
    expect(ids(beyond)).toEqual(ids(pages))
    for (const page of pages) expect(page).toMatchObject({ type: 'webpage', custom: { seenAs: expect.any(String) } })
  })

  test('are all cited somewhere', () => {
    const cited = new Set(
      [
        ...citationsOf(caj.commentary).map(({ sourceId }) => sourceId),
        ...caj.events.flatMap((event) => [
          ...event.citations.map(({ sourceId }) => sourceId),
          ...citationsOf(event.commentary).map(({ sourceId }) => sourceId),
        ]),
        ...caj.claims.flatMap((claim) => [claim.sourceId, ...(claim.citations ?? []).map(({ sourceId }) => sourceId)]),
      ].filter((id) => id !== undefined),
    )
    expect([...sources].filter((id) => !cited.has(id))).toEqual([])
  })
})

describe('every id leads somewhere', () => {
  test('of tracks, themes, participants, documents and citations of events', () => {
    for (const event of caj.events) {
      expect(event.tracks.length, event.id).toBeGreaterThan(0)
      expectAllIn(event.tracks, ids(caj.tracks))
      expectAllIn(event.themes, ids(caj.themes))
      expectAllIn([...event.participants, ...event.concerns], ids(caj.actors))
      expectAllIn(event.documents, ids(caj.documents))
      expectCitations(event.citations)
    }
  })

  test('of broader themes, and of what documents, relations and the chronology refer to', () => {
    expectAllIn(
      caj.themes.flatMap(({ broader }) => broader ?? []),
      ids(caj.themes),
    )
    for (const document of caj.documents) {
      expectAllIn([document.adoptedAt ?? []].flat(), events)
      expectAllIn([document.sourceId ?? []].flat(), sources)
    }
    for (const { from, to } of caj.relations) expectAllIn([from, to], events)
    expect(sources).toContain(caj.meta.basedOn)
  })

  test('of the citations that tracks, themes, actors and documents carry as their evidence', () => {
    const evidence = [...caj.tracks, ...caj.themes, ...caj.actors, ...caj.documents].flatMap(
      ({ citations }) => (citations ?? []) as unknown as Citation[],
    )
    expect(evidence.length).toBeGreaterThan(100)
    expectAllIn(
      evidence.map(({ sourceId }) => sourceId),
      sources,
    )
  })

  test('of the citations in commentary', () => {
    for (const commentary of [caj.commentary, ...caj.events.map((event) => event.commentary)]) {
      expectAllIn(
        citationsOf(commentary).map(({ sourceId }) => sourceId),
        sources,
      )
    }
  })

  test('of the facts that disputes and claims speak of', () => {
    for (const { id, about } of caj.disputes) {
      expect(about.length, id).toBeGreaterThan(0)
      for (const fact of about) expectFact(fact)
    }
    for (const { about } of caj.claims) expectFact(about)
  })
})

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

function workOf({ custom }: Source): unknown {
  return (custom as { work?: string }).work
}

function eventById(id: string): ChronologyEvent {
  const event = caj.events.find((candidate) => candidate.id === id)
  if (!event) throw new Error(`no event ${id}`)
  return event
}

function expectAllIn(named: readonly string[], known: ReadonlySet<string>): void {
  expect(named.filter((id) => !known.has(id))).toEqual([])
}

function expectCitations(citations: readonly Citation[]): void {
  expect(ids(citations).size).toBe(citations.length)
  expectAllIn(
    citations.map(({ sourceId }) => sourceId),
    sources,
  )
}

function expectFact({ type, id }: FactRef): void {
  if (type === 'chronology') return
  const collection = {
    event: 'events',
    track: 'tracks',
    document: 'documents',
    source: 'sources',
    actor: 'actors',
  } as const
  expect(ids(caj[collection[type]])).toContain(id)
}

function interpretationsOf(richText: RichText): string[] {
  return citationsOf(richText).flatMap(({ interpretation }) => interpretation ?? [])
}

/** The paragraphs that give one reading each. */
function readings(): RichNode[] {
  return [caj.commentary, ...caj.events.map((event) => event.commentary)]
    .flatMap(nodesOf)
    .filter(({ type, content }) => type === 'paragraph' && content?.some(({ attrs }) => attrs?.interpretation))
}
