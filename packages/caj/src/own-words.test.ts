import type { Json } from '@coeval/chronology'
import { describe, expect, test } from 'vitest'
import { cajChronology } from './index.ts'
import { copiedRuns } from './testing/copied-runs.ts'
import { blocksOf, firstLayer } from './testing/rich-texts.ts'

const caj = cajChronology()
const TITLE = caj.sources.find(({ id }) => id === 'fn-01')?.title ?? ''

/** Fields that carry titles, names and addresses as printed, or the names of sections. */
const AS_PRINTED = new Set(['citations', 'commentary', 'locator', 'id', 'about'])

describe('the check of copied words', () => {
  test('finds eight words of the article in a row, in whatever case and punctuation', () => {
    expect(TITLE.split(' ').length).toBeGreaterThan(8)
    expect(copiedRuns(`As the author says, ${TITLE.toUpperCase()}!`).length).toBeGreaterThan(0)
    expect(copiedRuns(TITLE.replaceAll(' ', ' — ').replaceAll("'", '’')).length).toBeGreaterThan(0)
  })

  test('lets seven words pass, and words of our own', () => {
    expect(copiedRuns(TITLE.split(' ').slice(0, 7).join(' '))).toEqual([])
    expect(copiedRuns('The Dialogue is a standing forum of Japan and five former Soviet republics.')).toEqual([])
  })
})

describe('the first layer holds no eight words in a row of the article', () => {
  test('in events, readings and the introduction', () => {
    for (const text of [
      ...blocksOf(caj.commentary),
      ...firstLayer(caj).flatMap(({ commentary }) => blocksOf(commentary)),
    ]) {
      expect({ text, copied: copiedRuns(text) }).toEqual({ text, copied: [] })
    }
    for (const event of firstLayer(caj)) expectOwnWords(event)
  })

  test('in tracks, themes, actors, documents, relations, disputes and claims', () => {
    const { tracks, themes, actors, documents, relations, disputes, claims } = caj
    for (const entry of [...tracks, ...themes, ...actors, ...relations, ...disputes, ...claims]) expectOwnWords(entry)
    for (const { title: _asPrinted, ...document } of documents) expectOwnWords(document)
    expectOwnWords({ id: 'meta', ...caj.meta })
  })

  test('in the notes on sources, whose titles stand as printed', () => {
    for (const { id, note, custom } of caj.sources) expectOwnWords({ id, note, custom })
  })
})

function expectOwnWords(entry: { id: string; [key: string]: unknown }): void {
  for (const text of textsOf(entry)) {
    expect({ id: entry.id, copied: copiedRuns(text) }).toEqual({ id: entry.id, copied: [] })
  }
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('http') ? [] : [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value as { [key: string]: Json }).flatMap(([key, below]) =>
    AS_PRINTED.has(key) ? [] : textsOf(below),
  )
}
