/** A large chronology of random events, the same for the same seed. */
export interface ManyEvents {
  title: string
  events: { id: string; title: string; track: string; date: string; endDate?: string }[]
  tracks: { id: string; name: string }[]
}

export const SEED = 20_040_828
const TRACKS = 9
const FIRST_YEAR = 1991
const YEARS = 33
const WORDS =
  'ministers meet Tokyo Astana talks on water energy trade the fourth round of experts signs a joint plan'.split(' ')

/** 40 % days, 30 % months, 30 % ranges of one to three years, over nine tracks and 33 years; titles of 2 to 6 words. */
export function manyEvents(count: number, seed = SEED): ManyEvents {
  const random = generator(seed)
  const below = (limit: number) => Math.floor(random() * limit)
  const two = (number: number) => String(number).padStart(2, '0')
  const tracks = Array.from({ length: TRACKS }, (_, index) => ({ id: `track-${index}`, name: `Track ${index + 1}` }))
  const events = Array.from({ length: count }, (_, index) => {
    const title = Array.from({ length: 2 + below(5) }, () => WORDS[below(WORDS.length)]).join(' ')
    const year = FIRST_YEAR + below(YEARS)
    const month = `${year}-${two(1 + below(12))}`
    const form = random()
    const day = `${month}-${two(1 + below(28))}`
    const event = { id: `event-${index}`, title, track: `track-${below(TRACKS)}` }
    if (form < 0.4) return { ...event, date: day }
    if (form < 0.7) return { ...event, date: month }
    return { ...event, date: month, endDate: `${year + 1 + below(2)}-${two(1 + below(12))}` }
  })
  return { title: `${count} random events`, events, tracks }
}

/** As a Coeval JSON file. */
export function fileOf({ title, events, tracks }: ManyEvents): string {
  return JSON.stringify({
    format: 'coeval-chronology',
    version: 1,
    meta: { title },
    commentary: { type: 'doc', content: [] },
    tracks: tracks.map((track, index) => ({ ...track, order: `a${index}`, colour: index })),
    themes: [],
    actors: [],
    documents: [],
    sources: [],
    events: events.map(({ track, ...event }, index) => ({
      ...event,
      kind: ['meeting', 'speech', 'document', 'visit', 'context'][index % 5],
      dateBasis: 'stated',
      tracks: [track],
      themes: [],
      participants: [],
      documents: [],
      citations: [],
    })),
    relations: [],
    disputes: [],
    claims: [],
  })
}

/** Mulberry32: numbers from 0 to 1. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
