/** Whole EDTF strings: one date, an interval, one of a set, all of a set. The only cache of the module is here. */
import { BoundedCache } from '../bounded-cache.ts'
import { MAX_EDTF_LENGTH, MAX_EDTF_MEMBERS } from '../limits.ts'
import { parsePoint } from './point.ts'
import { explain } from './problems.ts'
import type { EdtfDate, EdtfPoint, EdtfResult, EdtfRun, Openness, Precision } from './types.ts'

/** The library takes about 0.2 ms for a date; a timeline asks for each of its dates many times. */
export const parsedDates = new BoundedCache<EdtfResult>({ maxEntries: 20_000, maxCharacters: 2_000_000 })

const NO_TEXT: EdtfResult = { ok: false, problem: 'A date is text: write it in double quotes, as in "2004-08-28".' }
const TOO_LONG: EdtfResult = {
  ok: false,
  problem:
    `A date has at most ${MAX_EDTF_LENGTH} characters: shorten it, for instance to an interval such as 2004/2009, ` +
    'and put the rest into a note.',
}

/**
 * Reads a date as ISO 8601-2 (EDTF, levels 0 to 2) writes it, to the letter: spaces around it are the caller's to trim.
 * What is longer than MAX_EDTF_LENGTH, or no text at all (a hostile client can put anything into a field), is no date and
 * costs nothing. Throws nothing. The result is shared between callers: do not change it.
 */
export function parseEdtf(text: string): EdtfResult {
  // Before all else: the library's time and memory grow with the square of the length.
  if (typeof text !== 'string') return NO_TEXT
  if (text.length > MAX_EDTF_LENGTH) return TOO_LONG
  return parsedDates.get(text) ?? parsedDates.set(text, parseWhole(text))
}

/** Whether the text is EDTF. */
export function isEdtf(text: string): boolean {
  return parseEdtf(text).ok
}

function parseWhole(text: string): EdtfResult {
  const bare = text.trim()
  if (bare !== '' && bare !== text) return fail(`Take out the spaces around the date: write ${bare}.`)
  if (/^[[{]/.test(text)) return parseSet(text)
  if (text.includes('/')) return parseInterval(text)
  const parsed = parsePoint(bare)
  if ('problem' in parsed) return { ok: false, problem: parsed.problem }
  const { point, level } = parsed
  const { precision, minMs, maxMs, approximate, uncertain, unspecified } = point
  const quality = { approximate, uncertain, unspecified }
  return {
    ok: true,
    date: { text, level, form: 'point', start: point, end: point, members: [], minMs, maxMs, ...quality, precision },
  }
}

type Level = 0 | 1 | 2
type Parsed<T> = { value: T; level: Level } | { problem: string }

function parseInterval(text: string): EdtfResult {
  const ends = text.split('/')
  if (ends.length !== 2)
    return fail(`An interval has one slash, between its start and its end: 2004/2009, not ${text}.`)
  const [startText = '', endText = ''] = ends
  if (/\s/.test(text)) return fail(`Write the interval without spaces: ${text.replace(/\s+/g, '')}.`)
  const first = parseEnd(startText)
  if ('problem' in first) return fail(first.problem)
  const last = parseEnd(endText)
  if ('problem' in last) return fail(last.problem)
  const start = first.value
  const end = last.value
  if (typeof start === 'object' && typeof end === 'object' && end.maxMs < start.minMs) {
    return fail(`The interval ends (${endText}) before it starts (${startText}): write the earlier date first.`)
  }
  const open = typeof start === 'string' || typeof end === 'string'
  const points = [start, end].filter((value) => typeof value === 'object')
  const known = points[0]
  return {
    ok: true,
    date: {
      text,
      level: Math.max(first.level, last.level, open ? 1 : 0) as Level,
      form: 'interval',
      start,
      end,
      members: [],
      minMs: typeof start === 'object' ? start.minMs : start === 'open' ? -Infinity : (known?.minMs ?? -Infinity),
      maxMs: typeof end === 'object' ? end.maxMs : end === 'open' ? Infinity : (known?.maxMs ?? Infinity),
      ...summary(points),
      ...(typeof start === 'string' ? { openStart: start } : {}),
      ...(typeof end === 'string' ? { openEnd: end } : {}),
    },
  }
}

function parseEnd(text: string): Parsed<EdtfPoint | Openness> {
  if (text === '') return { value: 'unknown', level: 1 }
  if (text === '..') return { value: 'open', level: 1 }
  if (/^(open|now|present|today)$/i.test(text))
    return { problem: `For an open end write .. instead of "${text}": 2004/...` }
  if (/^unknown$/i.test(text)) return { problem: 'For an unknown end leave its side of the slash empty: 2004/.' }
  if (/^P\d/.test(text)) return { problem: `Write the date of the end instead of the duration ${text}.` }
  return parseMember(text, 'an interval')
}

/** A date inside an interval or set. Seasons, and the short forms 19 and 196, stand only by themselves. */
function parseMember(text: string, inside: string): Parsed<EdtfPoint> {
  const parsed = parsePoint(text)
  if ('problem' in parsed) return parsed
  const { kind } = parsed.interpretation
  if (kind === 'season') return { problem: `A season cannot stand in ${inside}: write its months instead of ${text}.` }
  if (kind === 'prefix') {
    const full = text.replace(/\d+/, (digits) => digits.padEnd(4, 'X'))
    return { problem: `Write years in ${inside} with four digits: ${full} instead of ${text}.` }
  }
  // Unspecified digits inside an interval are of level 2.
  return { value: parsed.point, level: parsed.point.unspecified ? 2 : parsed.level }
}

function parseSet(text: string): EdtfResult {
  const oneOf = text.startsWith('[')
  const close = oneOf ? ']' : '}'
  if (!text.endsWith(close))
    return fail(`Close the set ${text} with ${close}${text.includes(close) ? ' and nothing after it' : ''}.`)
  const inner = text.slice(1, -1)
  if (inner.trim() === '')
    return fail(`Write dates between the brackets, as in ${oneOf ? '[2004,2006]' : '{2004,2006}'}.`)
  const parts = inner.split(',')
  if (parts.length > MAX_EDTF_MEMBERS) {
    return fail(
      `A set has at most ${MAX_EDTF_MEMBERS} dates, and this one ${parts.length}: write runs, as in 1670..1672.`,
    )
  }
  const members: (EdtfPoint | EdtfRun)[] = []
  for (const part of parts) {
    const member = parseSetMember(part.trim(), text)
    if ('problem' in member) return fail(member.problem)
    members.push(member.value)
  }
  const runs = members.map((member) => ('text' in member ? { from: member, to: member } : member))
  const points = runs.flatMap(({ from, to }) => [from, to]).filter((value) => value !== 'open')
  const openStart = runs.some(({ from }) => from === 'open')
  const openEnd = runs.some(({ to }) => to === 'open')
  const start = openStart ? 'open' : points.reduce((a, b) => (b.minMs < a.minMs ? b : a))
  const end = openEnd ? 'open' : points.reduce((a, b) => (b.maxMs > a.maxMs ? b : a))
  return {
    ok: true,
    date: {
      text,
      level: 2,
      form: oneOf ? 'one-of' : 'all-of',
      start,
      end,
      members,
      minMs: start === 'open' ? -Infinity : start.minMs,
      maxMs: end === 'open' ? Infinity : end.maxMs,
      ...summary(points),
      ...(openStart ? { openStart: 'open' as const } : {}),
      ...(openEnd ? { openEnd: 'open' as const } : {}),
    },
  }
}

function parseSetMember(text: string, whole: string): Parsed<EdtfPoint | EdtfRun> {
  if (text === '') return { problem: `A date is missing between the commas of ${whole}.` }
  if (!text.includes('..')) return parseMember(text, 'a set')
  const ends = text.split('..')
  const [fromText = '', toText = ''] = ends
  if (ends.length !== 2 || (fromText === '' && toText === '')) return { problem: explain(text) }
  const from = fromText === '' ? ({ value: 'open', level: 2 } as const) : parseMember(fromText, 'a set')
  if ('problem' in from) return from
  const to = toText === '' ? ({ value: 'open', level: 2 } as const) : parseMember(toText, 'a set')
  if ('problem' in to) return to
  if (from.value !== 'open' && to.value !== 'open') {
    if (from.value.precision !== to.value.precision) {
      return { problem: `Write both dates of ${text} with the same precision, as in 1670..1672.` }
    }
    if (to.value.maxMs < from.value.minMs) return { problem: `${text} runs backwards: write the earlier date first.` }
  }
  return { value: { from: from.value, to: to.value }, level: 2 }
}

const COARSENESS: Precision[] = [
  'instant',
  'day',
  'month',
  'season',
  'year',
  'decade',
  'century',
  'millennium',
  'unspecified',
]

/** The coarser of two precisions. */
function coarser(a: Precision, b: Precision): Precision {
  return COARSENESS.indexOf(a) < COARSENESS.indexOf(b) ? b : a
}

function summary(points: EdtfPoint[]): Pick<EdtfDate, 'approximate' | 'uncertain' | 'unspecified' | 'precision'> {
  const [first, ...others] = points
  return {
    approximate: points.some((point) => point.approximate),
    uncertain: points.some((point) => point.uncertain),
    unspecified: points.some((point) => point.unspecified),
    precision: first
      ? others.reduce((precision, point) => coarser(precision, point.precision), first.precision)
      : 'unspecified',
  }
}

function fail(problem: string): EdtfResult {
  return { ok: false, problem }
}
