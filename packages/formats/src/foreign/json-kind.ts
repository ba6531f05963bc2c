/** JSON that is no Coeval chronology, by the keys that other programs write. */
import type { FileKind } from './file-kinds.ts'

type Keys = Record<string, unknown>

/** `value` is what JSON.parse made, and not a chronology of ours. */
export function jsonKind(value: unknown): FileKind {
  if (Array.isArray(value)) return listKind(value)
  if (!isObject(value)) return 'other-json'
  const { format, head, results, events, timeline, type, features, entities } = value
  if (typeof format === 'string' && /coeval/i.test(format)) return 'other-coeval'
  if ('$schema' in value && ('$defs' in value || 'properties' in value || '$id' in value)) return 'json-schema'
  if (isObject(head) && (isObject(results) || 'boolean' in value)) return 'sparql-results'
  if (isObject(timeline) && ('date' in timeline || 'events' in timeline)) return 'timelinejs-json'
  if (
    Array.isArray(events) &&
    events.some((event) => isObject(event) && ('start_date' in event || 'startDate' in event))
  ) {
    return 'timelinejs-json'
  }
  if (isObject(entities) && Object.keys(entities).some((key) => /^[QPL]\d+$/.test(key))) return 'wikidata'
  if (type === 'FeatureCollection' && Array.isArray(features)) return 'geojson'
  if (type === 'Feature') return 'geojson'
  // One entry of a bibliography, or several under "items".
  if (isCslItem(value)) return 'csl-json'
  return Array.isArray(value.items) && value.items.some(isCslItem) ? 'csl-json' : 'other-json'
}

function listKind(list: readonly unknown[]): FileKind {
  const first = list.find(isObject)
  if (!first) return list.length > 0 && list.every((item) => isDate(item)) ? 'edtf-list' : 'other-json'
  if (isCslItem(first)) return 'csl-json'
  // What the query service of Wikidata saves as "JSON file": a row is an object, an item an address.
  const isWikidata = Object.values(first).some(
    (value) => typeof value === 'string' && /wikidata\.org\/entity\//.test(value),
  )
  if (isWikidata) return 'wikidata'
  if ('start_date' in first) return 'timelinejs-json'
  return 'other-json'
}

function isCslItem(value: unknown): boolean {
  if (!isObject(value) || typeof value.type !== 'string') return false
  return (
    ['issued', 'container-title', 'DOI', 'URL', 'author', 'citation-key', 'publisher'].some((key) => key in value) &&
    'title' in value
  )
}

function isDate(value: unknown): boolean {
  return (
    (typeof value === 'number' && Number.isInteger(value)) ||
    (typeof value === 'string' && /^-?\d{3,4}(-\d\d)*[~?%]?$/.test(value))
  )
}

function isObject(value: unknown): value is Keys {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
