/** One record (entry, citation, place …) against the table of fields. */
import { childPath, compareById, compareText } from '../canonical-json.ts'
import { compareFacts, type Field, FIELDS, ID_PATTERN, type RecordKind } from '../fields.ts'
import type { FactRef } from '../types.ts'
import type { Json } from '../json.ts'
import type { CheckContext } from './check-context.ts'
import { checkDate } from './check-dates.ts'
import { checkActors, checkOrdinal, checkRelation } from './check-entry.ts'
import { warnOfLongTexts } from './check-limits.ts'
import { checkRichText } from './check-rich-text.ts'
import { checkLocatorLabel, checkSource } from './check-source.ts'
import { checkTexts } from './check-texts.ts'
import type { JsonObject } from './json-object.ts'
import { capital, type Location, quote } from './problem-list.ts'

/**
 * The record with its known fields checked and in the order of the table, then all others as they are. Undefined where
 * it is no object; other errors are only reported, since a file with errors is not read anyway.
 */
export function checkRecord(
  kind: RecordKind,
  json: Json,
  place: Location,
  context: CheckContext,
): JsonObject | undefined {
  const { problems } = context
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    problems.error('not an object', place, `${capital(place.where)} must be an object; write { } around its fields.`)
    return undefined
  }
  const fields = FIELDS[kind]
  const record: JsonObject = {}
  for (const [key, field] of Object.entries(fields)) {
    const at = { path: childPath(place.path, key), where: place.where }
    const given = field.isLater ? withKeysOf(key, json) : json[key]
    const value =
      given === undefined ? missing(key, field, kind, at, context) : checkField(key, field, given, at, context)
    if (value !== undefined && !(value === '' && mayBeLeftOut(field))) record[key] = value
  }
  for (const [key, value] of Object.entries(json)) {
    if (Object.hasOwn(fields, key)) continue
    if (isKeyOfSet(fields, key)) {
      if (value === true) continue
      const message = `"${key}" of ${place.where} is left out: shared documents use such keys themselves. Use another key.`
      problems.warn('keys that cannot be kept', { path: childPath(place.path, key), where: place.where }, message)
    } else record[key] = value
  }
  warnOfLongTexts(kind, json, place, problems)
  checkTexts(kind, json, place, problems)
  checkMeaning(kind, record, place, context)
  return record
}

function checkMeaning(kind: RecordKind, record: JsonObject, place: Location, { problems, facts }: CheckContext): void {
  switch (kind) {
    case 'sources':
      return checkSource(record, place, problems)
    case 'events':
      return checkActors(record, place, problems)
    case 'ordinal':
      return checkOrdinal(record, place, problems)
    case 'relations':
      return checkRelation(record, place, problems)
    case 'claims':
    case 'citation':
      return checkLocatorLabel(record.label, { path: `${place.path}/label`, where: place.where }, problems)
    case 'fact':
      facts.push({ fact: record as unknown as FactRef, place })
  }
}

/** A shared document has the members of a later set as keys of this kind: see `ydoc/shape.ts`. */
function isKeyOfSet(fields: Readonly<Record<string, Field>>, key: string): boolean {
  const [name = ''] = key.split(':', 1)
  return name !== key && Object.hasOwn(fields, name) && fields[name]?.isLater === true
}

/** The set with the members that stand as keys: so a program that does not know the field writes what it has kept. */
function withKeysOf(field: string, json: JsonObject): Json | undefined {
  const given = json[field]
  const prefix = `${field}:`
  const ids = Object.keys(json).filter((key) => key.startsWith(prefix) && json[key] === true)
  if (ids.length === 0 || (given !== undefined && !Array.isArray(given))) return given
  return [...new Set([...(given ?? []), ...ids.map((key) => key.slice(prefix.length))])]
}

function mayBeLeftOut(field: Field): boolean {
  return !field.required && field.fallback === undefined
}

function missing(key: string, field: Field, kind: RecordKind, at: Location, context: CheckContext): Json | undefined {
  if (field.required) {
    const what = key === 'id' ? 'an "id": a short text that no other entry of the list has' : `"${key}"`
    context.problems.error('missing field', at, `${capital(at.where)} has no "${key}"; add ${what}.`)
    return undefined
  }
  if (field.fallback !== undefined) return field.fallback
  switch (field.type) {
    case 'set':
    case 'facts':
      return []
    case 'records':
      return kind === 'events' ? [] : undefined
    case 'rich':
      return { type: 'doc', content: [] }
    default:
      return undefined
  }
}

function checkField(key: string, field: Field, value: Json, at: Location, context: CheckContext): Json | undefined {
  const { problems } = context
  const wrong = (expected: string) => {
    problems.error(
      `fields of the wrong type`,
      at,
      `"${key}" of ${at.where} must be ${expected}, not ${typeName(value)}.`,
    )
    return undefined
  }
  switch (field.type) {
    case 'id':
      if (typeof value !== 'string') return wrong('text; write it in double quotes')
      if (!ID_PATTERN.test(value)) {
        problems.error(
          'ids that cannot be used',
          at,
          `The id ${quote(value)} cannot be used: take 1 to 100 of A-Z, a-z, 0-9, ".", "_", ":" and "-", beginning with ` +
            'a letter or digit.',
        )
      }
      return value
    case 'text':
    case 'date':
      if (typeof value !== 'string') return wrong('text in double quotes (or left out)')
      return checkText(key, field, value, at, context)
    case 'number':
      return typeof value === 'number' ? value : wrong('a number')
    case 'index':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : wrong('a whole number from 0')
    case 'flag':
      return typeof value === 'boolean' ? value : wrong('true or false')
    case 'set':
      return Array.isArray(value) ? checkSet(key, field, value, at, context) : wrong('a list of ids')
    case 'rich':
      return checkRichText(value, { path: at.path, where: `the commentary of ${at.where}` }, context) as unknown as Json
    case 'record': {
      const where = field.kind === 'fact' ? at.where : `"${key}" of ${at.where}`
      return checkRecord(field.kind ?? 'place', value, { path: at.path, where }, context)
    }
    case 'records':
      return Array.isArray(value) ? checkRecords(key, field, value, at, context) : wrong('a list')
    case 'facts':
      if (!Array.isArray(value)) return wrong('a list')
      return value
        .map((item, index) => {
          const place = { path: `${at.path}/${index}`, where: at.where }
          return checkRecord('fact', item, place, context)
        })
        .filter((fact) => fact !== undefined)
        .sort(compareFacts)
  }
}

function checkText(key: string, field: Field, value: string, at: Location, context: CheckContext): string {
  const { problems, references } = context
  if (field.type === 'date') checkDate(key, value, at, problems)
  if (field.refersTo && (value || field.required)) references.push({ ...at, collection: field.refersTo, id: value })
  if (field.known && value && !field.known.includes(value)) {
    problems.warn(
      `unknown values of "${key}"`,
      at,
      `${capital(at.where)} has the ${key} ${quote(value)}, which this version does not know; ${field.otherwise ?? ''}. ` +
        `Known are ${field.known.join(', ')}.`,
    )
  }
  return value
}

function checkSet(key: string, field: Field, ids: Json[], at: Location, context: CheckContext): string[] {
  const set = new Set<string>()
  for (const [index, id] of ids.entries()) {
    const path = `${at.path}/${index}`
    if (typeof id !== 'string') {
      context.problems.error(
        'fields of the wrong type',
        { ...at, path },
        `"${key}" of ${at.where} must hold ids in double quotes, not ${typeName(id)}.`,
      )
      continue
    }
    if (field.refersTo && !set.has(id))
      context.references.push({ path, where: at.where, collection: field.refersTo, id })
    set.add(id)
  }
  return [...set].sort(compareText)
}

function checkRecords(key: string, field: Field, items: Json[], at: Location, context: CheckContext): JsonObject[] {
  const ids = new Set<string>()
  const records: JsonObject[] = []
  for (const [index, item] of items.entries()) {
    const place = { path: `${at.path}/${index}`, where: `citation ${index + 1} of ${at.where}` }
    const record = checkRecord(field.kind ?? 'citation', item, place, context)
    if (!record || typeof record.id !== 'string') continue
    if (ids.has(record.id)) {
      context.problems.error(
        'duplicate id',
        { path: `${place.path}/id`, where: at.where },
        `Two of the ${key} of ${at.where} have the id ${quote(record.id)}; give one of them another.`,
      )
    }
    ids.add(record.id)
    records.push(record)
  }
  return (records as (JsonObject & { id: string })[]).sort(compareById)
}

function typeName(value: Json): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `the text ${quote(value)}`
  return typeof value === 'object' ? 'an object' : `${String(value)}`
}
