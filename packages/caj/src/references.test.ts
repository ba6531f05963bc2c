import type { Citation, FactRef } from '@coeval/chronology'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { cslItemSchema } from './csl-schema.ts'
import { caj, ids, pages } from './testing/caj-parts.ts'
import { citationsOf } from './testing/rich-texts.ts'

const sources = ids(caj.sources)
const events = ids(caj.events)

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
