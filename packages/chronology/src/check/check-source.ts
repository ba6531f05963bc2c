/** A source is an item of CSL-JSON. What is none is kept, but no citation can be made of it. */
import { childPath } from '../canonical-json.ts'
import { FIELDS } from '../fields.ts'
import type { Json } from '../json.ts'
import { type SaidValue, said } from '../messages/index.ts'
import { CSL_LOCATORS, CSL_TYPES, CSL_VARIABLES } from './csl.ts'
import { isBlank } from './check-texts.ts'
import { isObject, type JsonObject } from './json-object.ts'
import { type Location, type ProblemList, quote } from './problem-list.ts'

/** The item as it stands in the file. Fields that `FIELDS` has are of their type by now, or told of. */
export function checkSource(source: JsonObject, place: Location, problems: ProblemList): void {
  const { type } = source
  if (typeof type === 'string' && !isBlank(type) && !CSL_TYPES.has(type)) {
    problems.warn(
      'kind.csl-type',
      { path: `${place.path}/type`, where: place.where },
      said('check.csl-type', { type: quote(type), where: place.where }),
    )
  }
  for (const [key, value] of Object.entries(source)) {
    if (Object.hasOwn(FIELDS.sources, key)) continue
    checkVariable(key, value, { path: childPath(place.path, key), where: place.where }, problems)
  }
  checkAddress(source, place, problems)
}

function checkVariable(key: string, value: Json, at: Location, problems: ProblemList): void {
  const type = CSL_VARIABLES.get(key)
  const { where } = at
  switch (type) {
    case undefined:
      return
    case 'name':
      if (isListOfNames(value)) return
      problems.warn(
        'kind.csl-names',
        at,
        said('check.names-not-csl', {
          key,
          where,
          example: '[{ "family": "…", "given": "…" }]',
          institution: '[{ "literal": "…" }]',
        }),
      )
      return
    case 'date':
      if (isCslDate(value)) return
      problems.warn('kind.csl-date', at, said('check.date-not-csl', { key, where, example: cslDateFor(value) }))
      return
    case 'text':
    case 'number': {
      if (typeof value === 'string' || (type === 'number' && typeof value === 'number')) return
      const cure = value === null ? said('part.leave-out') : said('part.write-in-quotes', { key })
      problems.warn('kind.csl-text', at, said('check.text-not-text', { key, where, cure }))
    }
  }
}

function isListOfNames(value: Json): boolean {
  return Array.isArray(value) && value.every((name) => isObject(name) && NAME_PARTS.some((part) => hasText(name[part])))
}

const NAME_PARTS = ['family', 'given', 'literal']

function hasText(value: Json | undefined): boolean {
  return typeof value === 'string' && !isBlank(value)
}

/** `date-parts` of one date or two, or a date in words. */
function isCslDate(value: Json): boolean {
  if (!isObject(value)) return false
  const parts = value['date-parts']
  if (parts === undefined) return ['literal', 'raw', 'edtf'].some((key) => hasText(value[key]))
  return Array.isArray(parts) && (parts.length === 1 || parts.length === 2) && parts.every(isDateParts)
}

/** Of each part, year, month and day. CSL writes seasons as months 13 to 16 or 21 to 24. */
const MAX_OF_PART = [Infinity, 24, 31]

function isDateParts(parts: Json): boolean {
  if (!Array.isArray(parts) || parts.length < 1 || parts.length > 3) return false
  return parts.every((part, index) => {
    const number = typeof part === 'string' && /^-?\d{1,6}$/.test(part) ? Number(part) : part
    if (typeof number !== 'number' || !Number.isInteger(number)) return false
    return index === 0 || (number >= 1 && number <= (MAX_OF_PART[index] ?? 0))
  })
}

/** What to write in the place of a value that is no date: the date itself where it can be read. */
function cslDateFor(value: Json): SaidValue {
  const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : ''
  const [, year, month, day] = /^(-?\d{1,4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text.slice(0, 20)) ?? []
  if (year !== undefined) {
    const parts = [year, month, day].filter((part) => part !== undefined).map(Number)
    if (isDateParts(parts)) return `{ "date-parts": [[${parts.join(', ')}]] }`
  }
  return said('part.csl-date', { example: '{ "date-parts": [[2010, 8, 28]] }', literal: '{ "literal": "…" }' })
}

/** A CSL item's URL is shown as a link only if it is one. */
function checkAddress(source: JsonObject, place: Location, problems: ProblemList): void {
  const { URL: address } = source
  if (typeof address !== 'string' || address === '' || /^https?:\/\/\S+$/i.test(address)) return
  problems.warn(
    'kind.address-no-link',
    { path: `${place.path}/URL`, where: place.where },
    said('check.address-no-link', { address: quote(address) }),
  )
}

/** What the locator of a citation or claim counts: pages, sections … */
export function checkLocatorLabel(label: Json | undefined, at: Location, problems: ProblemList): void {
  if (typeof label !== 'string' || label === '' || CSL_LOCATORS.has(label)) return
  problems.warn('kind.csl-label', at, said('check.csl-label', { label: quote(label), where: at.where }))
}
