/** Texts in which there is nothing to read, and texts that may read otherwise than they are. */
import { childPath } from '../canonical-json.ts'
import { FIELDS, type RecordKind } from '../fields.ts'
import { MAX_TITLE_LENGTH, textLimit } from '../limits.ts'
import { said } from '../messages/index.ts'
import { controlsIn, hidesControls } from '../shown-text.ts'
import type { Location, ProblemList } from './problem-list.ts'

const SHOWN_CONTROLS = 3

/** The texts of one record itself, without the records in it. */
export function checkTexts(kind: RecordKind, record: object, place: Location, problems: ProblemList): void {
  for (const [key, value] of Object.entries(record)) {
    if (typeof value !== 'string') continue
    const field = Object.hasOwn(FIELDS[kind], key) ? FIELDS[kind][key] : undefined
    const at = { path: childPath(place.path, key), where: place.where }
    if (kind !== 'fact' && field?.type === 'text' && field.required && !field.refersTo && isBlank(value)) {
      problems.warn('kind.empty-text', at, said('check.empty-text', { key, where: at.where }))
      continue
    }
    // Notes and quotations keep what they quote. Dates and ids have rules of their own.
    const isShort = field?.type === 'text' || (field === undefined && kind === 'sources')
    if (!isShort || textLimit(kind, key) > MAX_TITLE_LENGTH || !hidesControls(value)) continue
    problems.warn(
      'kind.hiding-characters',
      at,
      said('check.hiding-characters', { key, where: at.where, controls: controlsIn(value, SHOWN_CONTROLS) }),
    )
  }
}

/** Nothing but spaces and characters without a shape. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cc}\p{Cf}]/u.test(text)
}
