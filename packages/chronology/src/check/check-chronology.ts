/**
 * Unknown input -> a chronology, or the reasons why it is none.
 *
 * Errors keep a file from being read: what they speak of cannot be put into a document safely. Everything else is
 * kept as it is and warned about, because a chronology in the making has loose ends.
 */
import { generateKeyBetween } from 'fractional-indexing'
import { canonicalJson, childPath, compareById, compareText, type JsonLoss, MAX_JSON_DEPTH } from '../canonical-json.ts'
import { isReservedId, isUsableId, RESERVED_EVENT_ID } from '../fields.ts'
import { MAX_TERM_LENGTH } from '../limits.ts'
import {
  type Chronology,
  type ChronologyEvent,
  type Claim,
  type Collection,
  COLLECTIONS,
  FORMAT,
  FORMAT_VERSION,
  type Track,
} from '../types.ts'
import { EMPTY_RICH_TEXT } from '../rich-text-types.ts'
import type { Json } from '../json.ts'
import { said } from '../messages/index.ts'
import type { FoundProblem } from '../problem.ts'
import { checkClaims } from './check-claims.ts'
import { checkClaimDate, checkOrderOfDates } from './check-dates.ts'
import { checkDisputes } from './check-disputes.ts'
import { checkFactFields } from './check-fact-fields.ts'
import type { CheckContext } from './check-context.ts'
import { checkRecord } from './check-record.ts'
import { checkReferences, checkThemeCircles } from './check-references.ts'
import { checkRichText } from './check-rich-text.ts'
import type { JsonObject } from './json-object.ts'
import { ProblemList, quote } from './problem-list.ts'

/** Far beyond what one document carries (about 2,000 events); larger files are a mistake or an attack. */
export const MAX_ENTRIES_PER_LIST = 50_000

export type CheckResult =
  | { chronology: Chronology; problems: FoundProblem[] }
  /** At least one of the problems is an error. */
  | { chronology: null; problems: FoundProblem[] }

const FILE = said('where.file')

/**
 * Checks parsed JSON (or anything else) against the Coeval JSON format; see FORMAT.md of `@coeval/formats` for the rules. The
 * result is a copy in canonical form: lists sorted by id, sets sorted and unique, rich text canonical, missing lists
 * empty. Throws nothing. Keys that this version does not know are kept, those of the top level in `extra`.
 */
export function checkChronology(input: unknown): CheckResult {
  const problems = new ProblemList()
  const chronology = readInput(input, problems)
  return chronology && !problems.hasErrors
    ? { chronology, problems: problems.toArray() }
    : { chronology: null, problems: problems.toArray() }
}

function readInput(input: unknown, problems: ProblemList): Chronology | undefined {
  const file = { path: '', where: FILE }
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    problems.error('kind.not-an-object', file, said('check.file-no-object'))
    return undefined
  }
  const json = canonicalJson(input, (loss, path) => reportLoss(problems, loss, path)) as JsonObject
  if (problems.hasErrors || !checkHeader(json, problems)) return undefined

  const context: CheckContext = { problems, references: [], facts: [], unsure: new Set() }
  const meta = checkMeta(json.meta, context)
  const commentary =
    json.commentary === undefined
      ? EMPTY_RICH_TEXT
      : checkRichText(json.commentary, { path: '/commentary', where: said('where.introduction') }, context)
  const lists = Object.fromEntries(
    COLLECTIONS.map((collection) => [collection, checkList(collection, json[collection], context)]),
  ) as unknown as Pick<Chronology, Collection>
  checkReferences(lists, context)
  checkThemeCircles(lists.themes, problems)

  const known = new Set<string>(['format', 'version', 'meta', 'commentary', ...COLLECTIONS])
  const extra = Object.fromEntries(Object.entries(json).filter(([key]) => !known.has(key)))
  if (!meta || !commentary || problems.hasErrors) return undefined
  // In a file with errors, most of what these would say followed from them.
  const unknownFacts = checkFactFields({ ...lists, meta, extra }, context)
  checkClaims(lists, unknownFacts, problems)
  checkDisputes(lists, problems)
  for (const collection of COLLECTIONS) lists[collection].sort(compareById)
  return { meta, commentary, ...lists, ...(Object.keys(extra).length > 0 && { extra }) }
}

function checkHeader(json: JsonObject, problems: ProblemList): boolean {
  if (json.format !== FORMAT) {
    problems.error(
      'kind.wrong-format',
      { path: '/format', where: FILE },
      said('check.wrong-format', { format: FORMAT }),
    )
    return false
  }
  const { version } = json
  const place = { path: '/version', where: FILE }
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    problems.error('kind.no-version', place, said('check.no-version', { version: FORMAT_VERSION }))
    return false
  }
  if (version > FORMAT_VERSION) {
    problems.warn('kind.newer-version', place, said('check.newer-version', { version, known: FORMAT_VERSION }))
  }
  return true
}

function checkMeta(json: Json | undefined, context: CheckContext): Chronology['meta'] | undefined {
  const place = { path: '/meta', where: said('where.chronology') }
  if (json === undefined) {
    context.problems.error('kind.missing-field', place, said('check.no-meta', { example: '"meta": { "title": "…" }' }))
    return undefined
  }
  const meta = checkRecord('meta', json, place, context)
  if (meta && 'schemaVersion' in meta) {
    // The document keeps the version of its own shape under this name.
    delete meta.schemaVersion
    context.problems.warn(
      'kind.reserved-key',
      { path: '/meta/schemaVersion', where: place.where },
      said('check.reserved-key', { key: 'schemaVersion' }),
    )
  }
  return meta as Chronology['meta'] | undefined
}

function checkList(collection: Collection, json: Json | undefined, context: CheckContext): JsonObject[] {
  const { problems } = context
  if (json === undefined) return []
  const path = `/${collection}`
  if (!Array.isArray(json) || json.length > MAX_ENTRIES_PER_LIST) context.unsure.add(collection)
  if (!Array.isArray(json)) {
    problems.error('kind.not-a-list', { path, where: FILE }, said('check.not-a-list', { list: collection }))
    return []
  }
  if (json.length > MAX_ENTRIES_PER_LIST) {
    problems.error(
      'kind.too-many-entries',
      { path, where: FILE },
      said('check.too-many-entries', { list: collection, count: json.length, most: MAX_ENTRIES_PER_LIST }),
    )
    return []
  }
  const seen = new Map<string, number>()
  const entries: JsonObject[] = []
  for (const [index, item] of json.entries()) {
    const id = typeof item === 'object' && item !== null && !Array.isArray(item) ? item.id : undefined
    const where =
      typeof id === 'string'
        ? said(`where.${collection}`, { id: quote(id) })
        : said(`numbered.${collection}`, { number: index + 1 })
    const place = { path: `${path}/${index}`, where }
    const entry = checkRecord(collection, item, place, context)
    if (!isUsableId(collection, id)) context.unsure.add(collection)
    if (typeof id === 'string') {
      const first = seen.get(id)
      if (first !== undefined) {
        context.unsure.add(collection)
        problems.error(
          'kind.duplicate-id',
          { path: `${place.path}/id`, where },
          said('check.duplicate-id', { list: collection, id: quote(id), first: first + 1, second: index + 1 }),
        )
      } else seen.set(id, index)
      if (isReservedId(collection, id)) {
        problems.error(
          'kind.reserved-id',
          { path: `${place.path}/id`, where },
          said('check.reserved-id', { id: RESERVED_EVENT_ID }),
        )
      }
    }
    if (!entry) continue
    entries.push(entry)
    if (collection === 'events') checkOrderOfDates(entry as unknown as ChronologyEvent, place, problems)
    if (collection === 'claims') checkClaimDate(entry as unknown as Claim, place, problems)
  }
  if (collection === 'tracks') placeTracks(entries as unknown as Track[], path, problems)
  return entries
}

/**
 * Gives every track an order that the interface can put another track before or after. Tracks without one follow the
 * others, in the order of the file; a missing colour is that of the place.
 */
function placeTracks(tracks: Track[], path: string, problems: ProblemList): void {
  for (const [index, track] of tracks.entries()) {
    if (track.order !== undefined && !isFractionalIndex(track.order)) {
      problems.warn(
        'kind.order-of-a-track',
        { path: childPath(`${path}/${index}`, 'order'), where: said('where.tracks', { id: quote(track.id) }) },
        said('check.order-of-a-track', { order: quote(track.order) }),
      )
      Reflect.deleteProperty(track, 'order')
    }
  }
  const orders = tracks.flatMap((track) => track.order ?? []).sort(compareText)
  let last = orders.at(-1) ?? null
  for (const track of tracks) {
    if (track.order === undefined) last = track.order = generateKeyBetween(last, null)
  }
  const inOrder = [...tracks].sort((a, b) => compareText(a.order, b.order) || compareById(a, b))
  for (const [index, track] of inOrder.entries()) track.colour ??= index % 9
}

function isFractionalIndex(order: string): boolean {
  // Each next one takes time by its length.
  if (order.length > MAX_TERM_LENGTH) return false
  try {
    generateKeyBetween(order, null)
    return true
  } catch {
    // "invalid order key": the library has no other way to ask.
    return false
  }
}

function reportLoss(problems: ProblemList, loss: JsonLoss, path: string): void {
  const place = { path, where: FILE }
  switch (loss) {
    case 'dangerous key':
      problems.warn('kind.dangerous-key', place, said('check.dangerous-key'))
      return
    case 'half a character':
      problems.warn('kind.half-a-character', place, said('check.half-a-character'))
      return
    case 'not finite':
      problems.error('kind.not-finite', place, said('check.not-finite'))
      return
    case 'not JSON':
      problems.error('kind.not-json', place, said('check.not-json'))
      return
    case 'too deep':
      problems.error('kind.too-deep', place, said('check.too-deep', { most: MAX_JSON_DEPTH }))
  }
}
