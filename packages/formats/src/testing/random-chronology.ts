/** Chronologies with everything that a file may hold, in an order that means nothing, from a seed. */
import {
  CERTAINTIES,
  type Chronology,
  type ChronologyEvent,
  type Citation,
  DATE_BASES,
  EVENT_KINDS,
  type FactRef,
  type Json,
  RELATION_TYPES,
  type RichMark,
  type RichNode,
  type RichText,
} from '@coeval/chronology'
import { createRandom, type Random } from './random.ts'

const WORDS = [
  'Astana',
  'с участием',
  '中央アジア',
  'x "y" \\ z',
  'naïve',
  '😀𠮷',
  'a\nb\tc',
  '',
  ' ',
  '\u2028',
  'ASEAN+3',
  '‏עברית',
]
const DATES = ['2004-08-28', '2004-08', '2004', '1997~', '199X', '2004/2009', '../2001', '-0044-03-15', '', 'some time']
const KEYS = ['hologram', 'toString', 'valueOf', '10', '9', 'Ünïcode', 'a/b~c', 'x-y', 'zeta', 'length']

export function randomChronology(seed: number): Chronology {
  const random = createRandom(seed)
  const text = () => randomText(random)
  const optional = <T>(make: () => T): T | undefined => (random.chance(0.5) ? make() : undefined)
  const list = <T>(prefix: string, most: number, make: (id: string) => T): T[] =>
    random.shuffle(
      Array.from({ length: random.int(most + 1) }, (_, i) => make(`${prefix}${i * 7}.${random.int(9)}:x_-`)),
    )
  const ids = (entries: readonly { id: string }[]) => entries.map((entry) => entry.id)
  const more = () => unknownFields(random, 0.3)

  const sources = list('s', 5, (id) => ({
    id,
    type: random.pick(['article', 'webpage', 'book']),
    title: text(),
    URL: optional(() => 'https://example.org/ä?q=1'),
    issued: { 'date-parts': [[2004, random.int(12) + 1]] },
    ...more(),
  }))
  const aSource = () => random.pick([...ids(sources), 'missing'])
  const citations = (): Citation[] =>
    list('c', 3, (id) => ({ id, sourceId: aSource(), locator: optional(text), quote: optional(text), ...more() }))
  const tracks = list('t', 4, (id) => ({
    id,
    name: text(),
    order: random.pick(['a0', 'a1', 'a0V', 'Zz', 'b00']),
    colour: random.int(9),
    description: optional(text),
    ...more(),
  }))
  const themes = list('h', 4, (id) => ({ id, label: text(), broader: optional(() => 'h0.0:x_-'), ...more() }))
  const actors = list('a', 4, (id) => ({ id, name: text(), kind: 'state', role: optional(text), ...more() }))
  const documents = list('d', 3, (id) => ({
    id,
    title: text(),
    date: optional(() => random.pick(DATES)),
    sourceId: optional(aSource),
    ...more(),
  }))
  const events: ChronologyEvent[] = list('e', 12, (id) => ({
    id,
    title: text(),
    date: random.pick(DATES),
    endDate: optional(() => random.pick(DATES)),
    dateBasis: optional(() => random.pick(DATE_BASES)),
    certainty: optional(() => random.pick(CERTAINTIES)),
    kind: random.pick([...EVENT_KINDS, 'eclipse']),
    ordinal: optional(() => ({ value: random.int(20) / 2, status: text(), ...more() })),
    mode: optional(text),
    place: optional(() => ({ name: text(), city: optional(text), ...more() })),
    layer: optional(text),
    tracks: random.some(ids(tracks)),
    themes: [...random.some(ids(themes)), 'no-such-theme'],
    participants: random.some(ids(actors)),
    concerns: random.some(ids(actors)),
    documents: random.some(ids(documents)),
    citations: citations(),
    commentary: randomRichText(random),
    ...more(),
  }))
  const fact = (): FactRef =>
    random.chance(0.2)
      ? { type: 'chronology' }
      : { type: 'event', id: random.pick([...ids(events), 'gone']), field: optional(() => 'date'), ...more() }
  const disputes = list('q', 3, (id) => ({
    id,
    title: text(),
    type: optional(() => random.pick(['dispute', 'gap', 'caution', 'later'])),
    description: optional(text),
    about: [fact(), fact(), fact()].slice(random.int(4)),
    ...more(),
  }))
  return {
    meta: { title: text(), subtitle: optional(text), language: 'ja', asOf: '2022', ...more() },
    commentary: randomRichText(random),
    tracks,
    themes,
    actors,
    documents,
    sources,
    events,
    relations: list('r', 4, (id) => ({
      id,
      from: random.pick([...ids(events), 'gone']),
      to: random.pick([...ids(events), 'gone']),
      type: random.pick([...RELATION_TYPES, 'rhymes-with']),
      ...more(),
    })),
    disputes,
    claims: list('k', 5, (id) => ({
      id,
      about: fact(),
      value: text(),
      sourceId: optional(aSource),
      citations: optional(citations),
      dispute: optional(() => random.pick([...ids(disputes), 'none'])),
      preferred: optional(() => random.chance(0.5)),
      ...more(),
    })),
    extra: unknownFields(random, 0.8),
  }
}

function randomRichText(random: Random): RichText {
  return { type: 'doc', content: randomNodes(random, 0) }
}

function randomNodes(random: Random, depth: number): RichNode[] {
  return Array.from({ length: random.int(depth > 5 ? 1 : 4) }, (): RichNode => {
    switch (random.int(4)) {
      case 0:
        return { type: 'citation', attrs: { sourceId: 's0.1:x_-', locator: null, ...unknownFields(random, 0.2) } }
      case 1:
        return {
          type: random.pick(['paragraph', 'heading', 'holographicTable']),
          attrs: random.chance(0.5) ? unknownFields(random, 0.5) : {},
          content: randomNodes(random, depth + 1),
        }
      default:
        return { type: 'text', text: randomText(random), marks: randomMarks(random) }
    }
  })
}

function randomMarks(random: Random): RichMark[] {
  const marks: RichMark[] = [
    { type: 'bold' },
    { type: 'italic', attrs: {} },
    { type: 'link', attrs: { href: 'https://example.org', target: null } },
    { type: 'glow', attrs: unknownFields(random, 0.3) },
    { type: 'comment', attrs: { id: 1 } },
    { type: 'comment', attrs: { id: 2 } },
  ]
  return random.some(marks)
}

function unknownFields(random: Random, probability: number): { [key: string]: Json } {
  if (!random.chance(probability)) return {}
  return Object.fromEntries(random.some(KEYS).map((key) => [key, randomJson(random, 0)]))
}

export function randomJson(random: Random, depth = 0): Json {
  switch (random.int(depth > 3 ? 5 : 7)) {
    case 0:
      return null
    case 1:
      return random.chance(0.5)
    case 2:
      return random.pick([0, -1, 1.5, 1e21, 2 ** 40, -1e-7, 0.1, Number.MAX_SAFE_INTEGER])
    case 3:
    case 4:
      return randomText(random)
    case 5:
      return Array.from({ length: random.int(4) }, () => randomJson(random, depth + 1))
    default:
      return Object.fromEntries(random.some(KEYS).map((key) => [key, randomJson(random, depth + 1)]))
  }
}

function randomText(random: Random): string {
  return Array.from({ length: random.int(4) }, () => random.pick(WORDS)).join(' ')
}
