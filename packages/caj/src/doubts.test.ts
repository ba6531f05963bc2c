import type { Claim, Dispute, FactRef } from '@coeval/chronology'
import { DISPUTE_TYPES } from '@coeval/chronology'
import { fitsField } from '@coeval/chronology/claims'
import { describe, expect, test } from 'vitest'
import { cajChronology } from './index.ts'
import { blocksOf } from './testing/rich-texts.ts'

const caj = cajChronology()
const sourceIds = new Set(caj.sources.map(({ id }) => id))

describe('disputes, gaps and cautions', () => {
  test('are of these three types only, and say what, of what kind and how grave', () => {
    for (const { id, type, title, description, kind, severity } of caj.disputes) {
      expect([undefined, ...DISPUTE_TYPES], id).toContain(type)
      expect([title, description, kind, severity].every(Boolean), id).toBe(true)
    }
  })

  test('a dispute has at least two sides that differ, each with a source', () => {
    for (const { id } of caj.disputes.filter(isDispute)) expect(oneSided(id, caj.claims), id).toBe(false)
  })

  test('the check of two sides finds a dispute with one, and one whose sides say the same', () => {
    const [first] = caj.claims.filter(({ dispute }) => dispute === 'd-shlyndov') as [Claim]
    expect(oneSided('d-shlyndov', [first])).toBe(true)
    expect(oneSided('d-shlyndov', [first, { ...first, id: 'again' }])).toBe(true)
  })

  test('number the claims of the article from 1; those of other pages end in "pages"', () => {
    for (const { id } of caj.disputes) {
      const claims = caj.claims.filter((claim) => claim.dispute === id && !/-pages(-\d+)?$/.test(claim.id))
      const numbers = claims.map((claim) => Number(claim.id.slice(id.length + 1))).toSorted((a, b) => a - b)
      expect(numbers, id).toEqual(claims.map((_, index) => index + 1))
    }
  })

  test('are about everything that their claims are about', () => {
    for (const { id, dispute, about } of caj.claims) {
      if (!dispute) continue
      const facts = caj.disputes.find((candidate) => candidate.id === dispute)?.about ?? []
      expect(facts.map(entryOf), id).toContain(entryOf(about))
    }
  })

  test('and claims are shown with at least one event: the page has no other place for them', () => {
    const isOfEvent = ({ type }: FactRef) => type === 'event'
    const shown = new Set(
      caj.disputes.filter(({ id, about }) => [...about, ...aboutOf(id)].some(isOfEvent)).map(({ id }) => id),
    )
    expect(caj.disputes.filter(({ id }) => !shown.has(id)).map(({ id }) => id)).toEqual([])
    const lost = caj.claims.filter(({ about, dispute }) => !isOfEvent(about) && !shown.has(dispute ?? ''))
    expect(lost.map(({ id }) => id)).toEqual([])
  })

  test('are counted in the introduction as they are in the file', () => {
    const introduction = blocksOf(caj.commentary).join('\n').toLowerCase()
    const countSaid = (words: string) => introduction.match(new RegExp(`(\\w+) ${words}`))?.[1]
    for (const [type, plural] of [
      ['dispute', 'disputes'],
      ['gap', 'gaps'],
      ['caution', 'cautions'],
    ] as const) {
      const count = caj.disputes.filter((dispute) => (dispute.type ?? 'dispute') === type).length
      expect({ plural, count: countSaid(`${plural} are`) }).toEqual({ plural, count: inWords(count) })
    }
    const inferred = caj.events.filter(({ certainty, layer }) => certainty === 'inferred' && !layer).length
    expect(countSaid('entries of the first layer are of the second kind')).toBe(inWords(inferred))
  })
})

describe('claims', () => {
  test('have a source, and a value that reads as the field that they are about', () => {
    for (const { id, about, value, sourceId, citations } of caj.claims) {
      expect({ id, value, fits: fitsField(about, value) }).toEqual({ id, value, fits: true })
      for (const named of [sourceId, ...(citations ?? []).map((citation) => citation.sourceId)]) {
        expect(sourceIds, id).toContain(named)
      }
    }
  })

  test('assert something', () => {
    for (const { id, value } of caj.claims)
      expect(value, id).not.toMatch(/^(no|not|nothing) (\w+ )?(named|said|given)/i)
  })

  test('of one fact prefer at most one reading', () => {
    const preferred = caj.claims
      .filter((claim) => claim.preferred)
      .map(({ about }) => `${entryOf(about)} ${about.field ?? ''}`)
    expect(preferred.filter((fact, index) => preferred.indexOf(fact) !== index)).toEqual([])
  })

  test('hold what events, documents and actors once hid in fields that no page shows', () => {
    const hidden = [
      'narrowerDate',
      'narrowerDateNote',
      'modeNote',
      'fallbackDate',
      'roles',
      'printedAs',
      'parties',
      'corroboration',
    ]
    for (const entry of [...caj.events, ...caj.documents, ...caj.actors]) {
      expect(
        hidden.filter((field) => field in entry),
        entry.id,
      ).toEqual([])
    }
  })
})

function aboutOf(dispute: string): FactRef[] {
  return caj.claims.filter((claim) => claim.dispute === dispute).map(({ about }) => about)
}

function isDispute({ type = 'dispute' }: Dispute): boolean {
  return type === 'dispute'
}

/** Whether fewer than two claims of a dispute, of different facts or values, have a source. */
function oneSided(dispute: string, claims: readonly Claim[]): boolean {
  const sides = claims
    .filter((claim) => claim.dispute === dispute && claim.sourceId)
    .map(({ about, value }) => `${entryOf(about)} ${about.field ?? ''}: ${value}`)
  return new Set(sides).size < 2
}

function entryOf({ type, id }: FactRef): string {
  return `${type} ${id ?? ''}`
}

const NUMBER_WORDS =
  'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'

/** A count as the introduction writes it: up to twenty in words. */
function inWords(count: number): string {
  return NUMBER_WORDS.split(' ')[count] ?? String(count)
}
