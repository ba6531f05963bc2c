/** One record (entry, citation, place …) against the table of fields. */
import { childPath, compareById, compareText } from '../canonical-json.ts'
import { compareFacts, type Field, FIELDS, ID_PATTERN, type RecordKind } from '../fields.ts'
import type { FactRef } from '../types.ts'
import type { Json } from '../json.ts'
import { type PlainKey, type Said, said } from '../messages/index.ts'
import type { CheckContext } from './check-context.ts'
import { checkDate } from './check-dates.ts'
import { checkActors, checkOrdinal, checkRelation } from './check-entry.ts'
import { warnOfLongTexts } from './check-limits.ts'
import { checkRichText } from './check-rich-text.ts'
import { checkLocatorLabel, checkSource } from './check-source.ts'
import { checkTexts } from './check-texts.ts'
import type { JsonObject } from './json-object.ts'
import { type Location, quote } from './problem-list.ts'

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
    problems.error('kind.not-an-object', place, said('check.not-an-object', { where: place.where, example: '{ }' }))
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
      const message = said('check.key-of-set', { key, where: place.where })
      problems.warn('kind.key-of-set', { path: childPath(place.path, key), where: place.where }, message)
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

type ExpectedKey = Extract<PlainKey, `expected.${string}`>

function mayBeLeftOut(field: Field): boolean {
  return !field.required && field.fallback === undefined
}

function missing(key: string, field: Field, kind: RecordKind, at: Location, context: CheckContext): Json | undefined {
  if (field.required) {
    const { where } = at
    const message = key === 'id' ? said('check.missing-id', { where }) : said('check.missing-field', { where, key })
    context.problems.error('kind.missing-field', at, message)
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
  const wrong = (expected: ExpectedKey) => {
    const values = { key, where: at.where, expected: said(expected), found: typeName(value) }
    problems.error('kind.wrong-type', at, said('check.wrong-type', values))
    return undefined
  }
  switch (field.type) {
    case 'id':
      if (typeof value !== 'string') return wrong('expected.id')
      if (!ID_PATTERN.test(value)) {
        problems.error('kind.unusable-id', at, said('check.unusable-id', { id: quote(value) }))
      }
      return value
    case 'text':
    case 'date':
      if (typeof value !== 'string') return wrong('expected.text')
      return checkText(key, field, value, at, context)
    case 'number':
      return typeof value === 'number' ? value : wrong('expected.number')
    case 'index':
      return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : wrong('expected.whole-number')
    case 'flag':
      return typeof value === 'boolean' ? value : wrong('expected.flag')
    case 'set':
      return Array.isArray(value) ? checkSet(key, field, value, at, context) : wrong('expected.list-of-ids')
    case 'rich':
      return checkRichText(
        value,
        { path: at.path, where: said('where.commentary-of', { where: at.where }) },
        context,
      ) as unknown as Json
    case 'record': {
      const where = field.kind === 'fact' ? at.where : said('where.field-of', { key, where: at.where })
      return checkRecord(field.kind ?? 'place', value, { path: at.path, where }, context)
    }
    case 'records':
      return Array.isArray(value) ? checkRecords(key, field, value, at, context) : wrong('expected.list')
    case 'facts':
      if (!Array.isArray(value)) return wrong('expected.list')
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
      said('kind.unknown-value', { key }),
      at,
      said('check.unknown-value', {
        where: at.where,
        key,
        value: quote(value),
        otherwise: said(`otherwise.${field.otherwise ?? 'kept'}`),
        known: field.known,
      }),
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
        'kind.wrong-type',
        { ...at, path },
        said('check.set-without-ids', { key, where: at.where, found: typeName(id) }),
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
    const place = {
      path: `${at.path}/${index}`,
      where: said('where.citation-of', { number: index + 1, where: at.where }),
    }
    const record = checkRecord(field.kind ?? 'citation', item, place, context)
    if (!record || typeof record.id !== 'string') continue
    if (ids.has(record.id)) {
      context.problems.error(
        'kind.duplicate-id',
        { path: `${place.path}/id`, where: at.where },
        said('check.duplicate-inner-id', { key, where: at.where, id: quote(record.id) }),
      )
    }
    ids.add(record.id)
    records.push(record)
  }
  return (records as (JsonObject & { id: string })[]).sort(compareById)
}

function typeName(value: Json): string | Said {
  if (value === null) return 'null'
  if (Array.isArray(value)) return said('found.list')
  if (typeof value === 'string') return said('found.text', { text: quote(value) })
  return typeof value === 'object' ? said('found.object') : String(value)
}
