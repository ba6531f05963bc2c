/**
 * Unknown input -> a chronology, or the reasons why it is none.
 *
 * Errors keep a file from being read: what they speak of cannot be put into a document safely. Everything else is
 * kept as it is and warned about, because a chronology in the making has loose ends.
 */
import { generateKeyBetween } from 'fractional-indexing'
import { canonicalJson, childPath, compareById, compareText, type JsonLoss, MAX_JSON_DEPTH } from '../canonical-json.ts'
import { ENTRY_NAMES, isReservedId, isUsableId, RESERVED_EVENT_ID } from '../fields.ts'
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
import type { Problem } from '../problem.ts'
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
  | { chronology: Chronology; problems: Problem[] }
  /** At least one of the problems is an error. */
  | { chronology: null; problems: Problem[] }

const FILE = 'the file'

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
    problems.error('not an object', file, 'The file holds no JSON object; choose a file that Coeval has exported.')
    return undefined
  }
  const json = canonicalJson(input, (loss, path) => reportLoss(problems, loss, path)) as JsonObject
  if (problems.hasErrors || !checkHeader(json, problems)) return undefined

  const context: CheckContext = { problems, references: [], facts: [], unsure: new Set() }
  const meta = checkMeta(json.meta, context)
  const commentary =
    json.commentary === undefined
      ? EMPTY_RICH_TEXT
      : checkRichText(json.commentary, { path: '/commentary', where: 'the introduction' }, context)
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
      'wrong format',
      { path: '/format', where: FILE },
      `This is not a Coeval chronology: "format" must be "${FORMAT}"; choose a file that Coeval has exported.`,
    )
    return false
  }
  const { version } = json
  const place = { path: '/version', where: FILE }
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    problems.error('no version', place, `"version" must be a whole number from 1; write ${FORMAT_VERSION}.`)
    return false
  }
  if (version > FORMAT_VERSION) {
    problems.warn(
      'newer version',
      place,
      `The file was written by a newer version of Coeval (format ${version}, this one knows ${FORMAT_VERSION}); ` +
        'what this one does not know is kept, so update before you edit it if you can.',
    )
  }
  return true
}

function checkMeta(json: Json | undefined, context: CheckContext): Chronology['meta'] | undefined {
  const place = { path: '/meta', where: 'the chronology' }
  if (json === undefined) {
    context.problems.error('missing field', place, 'The file has no "meta"; add "meta": { "title": "…" }.')
    return undefined
  }
  const meta = checkRecord('meta', json, place, context)
  if (meta && 'schemaVersion' in meta) {
    // The document keeps the version of its own shape under this name.
    delete meta.schemaVersion
    context.problems.warn(
      'reserved key',
      { path: '/meta/schemaVersion', where: place.where },
      'The key "schemaVersion" is reserved and was left out; use another name.',
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
    problems.error('not a list', { path, where: FILE }, `"${collection}" must be a list; write [ ] around its entries.`)
    return []
  }
  if (json.length > MAX_ENTRIES_PER_LIST) {
    const limit = MAX_ENTRIES_PER_LIST.toLocaleString('en')
    problems.error(
      'too many entries',
      { path, where: FILE },
      `"${collection}" has ${json.length.toLocaleString('en')} entries and at most ${limit} are read; split the file.`,
    )
    return []
  }
  const name = ENTRY_NAMES[collection]
  const seen = new Map<string, number>()
  const entries: JsonObject[] = []
  for (const [index, item] of json.entries()) {
    const id = typeof item === 'object' && item !== null && !Array.isArray(item) ? item.id : undefined
    const where = typeof id === 'string' ? `${name} ${quote(id)}` : `${name} number ${index + 1}`
    const place = { path: `${path}/${index}`, where }
    const entry = checkRecord(collection, item, place, context)
    if (!isUsableId(collection, id)) context.unsure.add(collection)
    if (typeof id === 'string') {
      const first = seen.get(id)
      if (first !== undefined) {
        context.unsure.add(collection)
        problems.error(
          'duplicate id',
          { path: `${place.path}/id`, where },
          `Two ${collection} have the id ${quote(id)} (numbers ${first + 1} and ${index + 1}); give one of them another.`,
        )
      } else seen.set(id, index)
      if (isReservedId(collection, id)) {
        problems.error(
          'reserved id',
          { path: `${place.path}/id`, where },
          `No event can have the id "${RESERVED_EVENT_ID}", which names the introduction; give it another.`,
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
        'order of a track',
        { path: childPath(`${path}/${index}`, 'order'), where: `track ${quote(track.id)}` },
        `The order ${quote(track.order)} is not a fractional index; the track was put at the end, drag it to its place.`,
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
      problems.warn(loss, place, 'Keys named "__proto__", "constructor" or "prototype" are left out; use another name.')
      return
    case 'half a character':
      problems.warn(
        loss,
        place,
        'Half of a character (a lone surrogate) was replaced by "�"; write the character again.',
      )
      return
    case 'not finite':
      problems.error(loss, place, 'This number is too large to be kept; write it as text.')
      return
    case 'not JSON':
      problems.error(loss, place, 'This value is not JSON; use text, numbers, true, false, null, lists and objects.')
      return
    case 'too deep':
      problems.error(loss, place, `This is nested more than ${MAX_JSON_DEPTH} deep; make it flatter.`)
  }
}
