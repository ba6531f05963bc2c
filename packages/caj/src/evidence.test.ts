/**
 * The first layer against what the article prints behind each event. The article is not part of the repository: what its
 * passages and notes print (who takes part, dates, numbers, names) is in `evidence.json`. A correction of an event that
 * needs more is made in both, with the article at hand.
 */
import type { ChronologyEvent, RichText } from '@coeval/chronology'
import { describe, expect, test } from 'vitest'
import evidenceFile from './evidence.json' with { type: 'json' }
import { cajChronology } from './index.ts'
import { blocksOf, citationsOf, firstLayer } from './testing/rich-texts.ts'
import { datesIn, namesIn, numbersIn, pointsOf } from './testing/said.ts'

/** What the passages and notes behind one event print. */
interface Evidence {
  /** Participants by id, with the words that name them. */
  takingPart?: Record<string, string>
  /** Those concerned, by id, with the words that name them. */
  concerned?: Record<string, string>
  /** EDTF. */
  dates: string[]
  numbers: number[]
  names: string[]
  /** Dates and numbers that are not printed there, with the reason why they stand. */
  derived?: Record<string, string>
  sections: string[]
  notes: number[]
}

const SECTIONS = [
  'Abstract',
  'Introduction',
  'Analytical framework',
  "Japan's strategy in Central Asia",
  'Emergence of the Central Asia plus Japan Dialogue: evolution of multilateral approach',
  'Evolution of the Central Asia plus Japan Dialogue: structure and participation',
  'CAJ agenda: politics, security, economics',
  'Results',
  'Conclusion',
]

/** Names that the whole article is about; they need no passage of their own. Tokyo is not one: see `namesBeyond`. */
const FRAME = new Set('Japan Japanese Central Asia Asian Asians Dialogue CAJ Dobrinskaya'.split(' '))

/** Japan, its ministers and ministries, and the Dialogue that it began. */
const FOR_JAPAN = /^(st-jpn|org-(mofa|cabinet)-jpn|org-caj|per-.*)$/

/** The region has five states, the Dialogue six sides. */
const FRAME_NUMBERS = [5, 6]

/** Our words for a name that the article prints otherwise. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  Afghan: ['Afghanistan'],
  Afghans: ['Afghanistan'],
  American: ['US', 'United'],
  Ashgabat: ['Turkmenistan'],
  Azerbaijani: ['Azerbaijan'],
  Beijing: ['China'],
  Chinese: ['China', 'Beijing'],
  Council: ['UNSC', 'Security'],
  Cooperation: ['SCO'],
  Europe: ['European'],
  Forum: ['Economic'],
  Initiative: ['Belt'],
  Korean: ['Korea'],
  Moscow: ['Russia'],
  Ocean: ['Indian'],
  Organization: ['SCO'],
  Plus: ['ASEAN'],
  Pyongyang: ['Korea'],
  Russian: ['Russia', 'Moscow'],
  Shanghai: ['SCO'],
  Soviet: ['USSR', 'Union'],
  Tajik: ['Tajikistan'],
  Three: ['ASEAN'],
  Turkmen: ['Turkmenistan'],
  US: ['USA', 'United'],
  Washington: ['US', 'USA'],
}

/** Words that stand at the head of a sentence only. */
const HEADS =
  'agreements almost around bottom continuity half humanitarian liaison location locust membership observers officers practitioners raising recently securing soon speaking taken talks tour umbrella undated withdrawal'.split(
    ' ',
  )

const caj = cajChronology()
const events = firstLayer(caj)
const evidence: Readonly<Record<string, Evidence>> = evidenceFile.events
/** Words that are written small somewhere: at the head of a sentence they are no names. */
const ordinary = new Set(
  [...smallWordsOf(caj.commentary), ...events.flatMap(({ commentary }) => smallWordsOf(commentary))].concat(HEADS),
)

describe('the first layer', () => {
  test('has evidence for each of its events, and for no others', () => {
    expect(events.map(({ id }) => id)).toEqual(Object.keys(evidence))
  })

  test('names as participants only those whom the evidence has taking part, and so for those concerned', () => {
    for (const { id, participants, concerns } of events) {
      const { takingPart = {}, concerned = {} } = evidence[id] ?? none()
      expect({ id, participants, concerns }).toEqual({
        id,
        participants: Object.keys(takingPart),
        concerns: Object.keys(concerned),
      })
      expect(
        participants.filter((actor) => concerns.includes(actor)),
        id,
      ).toEqual([])
    }
  })

  test('has no date that its evidence does not have', () => {
    expect(beyond(datesBeyond)).toEqual([])
  })

  test('has no number that its evidence does not have', () => {
    expect(beyond(numbersBeyond)).toEqual([])
  })

  test('has no proper name that its evidence does not have', () => {
    expect(beyond(namesBeyond)).toEqual([])
  })

  test('cites the sections and notes of its evidence', () => {
    for (const { id, citations } of events) {
      const sections = citations.flatMap(({ sourceId, locator }) => (sourceId === 'fn-01' && locator ? [locator] : []))
      const notes = citations.flatMap(({ sourceId }) => (sourceId === 'fn-01' ? [] : Number(sourceId.slice(3))))
      expect({ id, sections: sections.toSorted() }).toEqual({ id, sections: evidence[id]?.sections })
      expect({ id, notes: notes.toSorted((a, b) => a - b) }).toEqual({ id, notes: evidence[id]?.notes })
      expect(sections.length, id).toBeGreaterThan(0)
    }
  })

  test('leaves no section and no note of the article without a citation', () => {
    const cited = [
      ...citationsOf(caj.commentary),
      ...events.flatMap(({ commentary, citations }) => [...citationsOf(commentary), ...citations]),
      ...caj.claims.flatMap((claim) => [claim, ...(claim.citations ?? [])]),
    ]
    const sections = cited.filter(({ sourceId, label }) => sourceId === 'fn-01' && label === 'section')
    expect(new Set(sections.map(({ locator }) => locator))).toEqual(new Set(SECTIONS))
    const notes = new Set(cited.map(({ sourceId }) => sourceId))
    expect(caj.sources.filter(({ id }) => id.startsWith('fn-') && !notes.has(id))).toEqual([])
  })
})

describe('the check against the evidence', () => {
  const [talks] = events.filter(({ id }) => id === 'turkmen-leader-talks-2009') as [ChronologyEvent]

  test('finds a date, a number and a name that the article does not have', () => {
    expect(datesBeyond({ ...talks, date: '2009-03' })).toEqual(['2009-03'])
    expect(datesBeyond({ ...talks, title: 'Talks of 2010' })).toEqual(['2010'])
    expect(numbersBeyond({ ...talks, title: 'The third talks' })).toEqual([3])
    expect(namesBeyond({ ...talks, title: 'Talks with Berdimuhamedow in Ashgabat' })).toEqual(['Berdimuhamedow'])
  })

  test('finds a Tokyo that is a place, where Japan is not told of', () => {
    const [printed] = events.filter(({ id }) => id === 'gaiko-forum-roundtable') as [ChronologyEvent]
    expect(namesBeyond({ ...printed, title: 'Tokyo roundtable weighs one market' })).toEqual(['Tokyo'])
  })

  test('reads numbers, dates and names as the chronology writes them', () => {
    expect(numbersIn('Half a million, thirty billion, 500,000, the third of 9, one in 2004')).toEqual([
      500_000, 30e9, 500_000, 3, 9,
    ])
    expect(datesIn('24 July 1997, May 2017, in the 1990s')).toEqual(['1997-07-24', '2017-05', '199X', '1997', '2017'])
    expect(pointsOf('[2006..2007,2009..2012]')).toEqual(['2006', '2007', '2009', '2012'])
    expect(namesIn('Talks in Astana. Officials of Japan meet.', new Set(['talks', 'officials']))).toEqual([
      'Astana',
      'Japan',
    ])
  })
})

function textsOf({ title, dateNote, place, commentary }: ChronologyEvent): string[] {
  return [title, dateNote ?? '', place?.name ?? '', ...blocksOf(commentary)]
}

function smallWordsOf(richText: RichText): string[] {
  return blocksOf(richText).flatMap((text) => text.match(/(?<![\w'])[a-z]+/g) ?? [])
}

function beyond(check: (event: ChronologyEvent) => (string | number)[]): string[] {
  return events.flatMap((event) => check(event).map((said) => `${event.id}: ${said}`))
}

/** A point is evidenced by itself and by any date within it: 2004 by August 2004. */
function datesBeyond(event: ChronologyEvent): string[] {
  const { dates, derived = {} } = evidence[event.id] ?? none()
  const known = [...dates, ...Object.keys(derived)]
  const said = [event.date, event.endDate ?? ''].flatMap(pointsOf)
  return [...said, ...textsOf(event).flatMap(datesIn)].filter(
    (date) => !known.some((other) => other === date || other.startsWith(`${date}-`)),
  )
}

function numbersBeyond(event: ChronologyEvent): number[] {
  const { numbers, derived = {} } = evidence[event.id] ?? none()
  const known = new Set([...FRAME_NUMBERS, ...numbers, ...Object.keys(derived).map(Number)])
  const said = [...textsOf(event).flatMap((text) => numbersIn(withoutDates(text))), event.ordinal?.value ?? []].flat()
  return said.filter((number) => !known.has(number))
}

/** Tokyo stands for the government of Japan where that, or one who acts for it, is told of; elsewhere it is a place. */
function namesBeyond(event: ChronologyEvent): string[] {
  const known = new Set((evidence[event.id] ?? none()).names)
  if ([...event.participants, ...event.concerns].some((actor) => FOR_JAPAN.test(actor))) known.add('Tokyo')
  return textsOf(event)
    .flatMap((text) => namesIn(text, ordinary))
    .filter((name) => ![name, ...(ALSO[name] ?? [])].some((word) => known.has(word) || FRAME.has(word)))
}

/** Numbers of days in dates, and numbers of notes, are no numbers of the event. */
function withoutDates(text: string): string {
  return text.replaceAll(/\b\d{1,2} (?=[A-Z][a-z]+ \d{4})/g, '').replaceAll(/[Ff]ootnote \d+/g, '')
}

function none(): Evidence {
  return { dates: [], numbers: [], names: [], sections: [], notes: [] }
}
