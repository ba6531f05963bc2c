/** Texts that are longer than is shown anywhere. They are kept whole, in the document and in files; somebody should know. */
import { childPath } from '../canonical-json.ts'
import { FIELDS, type RecordKind } from '../fields.ts'
import { MAX_EDTF_LENGTH, textLimit } from '../limits.ts'
import { said } from '../messages/index.ts'
import type { FoundProblem } from '../problem.ts'
import { type Chronology, COLLECTIONS } from '../types.ts'
import { type Location, ProblemList, quote } from './problem-list.ts'

/**
 * The texts of a chronology that are over their limit, each with its place in the exported file and a sentence: for
 * the person who exports it. The file holds them whole. Takes what a hostile client put into a document; throws nothing.
 */
export function textsOverLimit(chronology: Chronology): FoundProblem[] {
  const problems = new ProblemList()
  walk('meta', chronology.meta, { path: '/meta', where: said('where.chronology') }, problems)
  for (const collection of COLLECTIONS) {
    for (const [index, entry] of chronology[collection].entries()) {
      const place = {
        path: `/${collection}/${index}`,
        where: said(`where.${collection}`, { id: quote(String(entry.id)) }),
      }
      walk(collection, entry, place, problems)
    }
  }
  return problems.toArray()
}

/** Those of one record itself, without the records in it. A date that is too long is reported as no date (`checkDate`). */
export function warnOfLongTexts(
  kind: RecordKind,
  record: object,
  place: Location,
  problems: ProblemList,
  { dates = false } = {},
): void {
  for (const [key, value] of Object.entries(record)) {
    if (typeof value !== 'string') continue
    const type = Object.hasOwn(FIELDS[kind], key) ? FIELDS[kind][key]?.type : undefined
    if (type === 'id' || (type === 'date' && !dates)) continue
    const most = type === 'date' ? MAX_EDTF_LENGTH : textLimit(kind, key)
    if (value.length <= most) continue
    problems.warn(
      'kind.long-text',
      { path: childPath(place.path, key), where: place.where },
      said('check.long-text', { key: quote(key), where: place.where, count: value.length, most }),
    )
  }
}

function walk(kind: RecordKind, record: object, place: Location, problems: ProblemList): void {
  warnOfLongTexts(kind, record, place, problems, { dates: true })
  for (const [key, field] of Object.entries(FIELDS[kind])) {
    if (!field.kind) continue
    const value: unknown = (record as Record<string, unknown>)[key]
    const inner = Array.isArray(value) ? value.entries() : [[undefined, value] as const]
    for (const [index, item] of inner) {
      if (typeof item !== 'object' || item === null) continue
      const path = childPath(place.path, key) + (index === undefined ? '' : `/${index}`)
      walk(field.kind, item, { path, where: place.where }, problems)
    }
  }
}
