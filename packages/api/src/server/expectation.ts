/** What a field takes, in words: read off its schema, so that numbers and names stand there alone. */
import type * as v from 'valibot'
import { isInstant } from '../values.ts'

/** A schema or a step of a pipe, as far as it is looked at here. */
interface Part {
  type: string
  requirement?: unknown
  options?: unknown
  message?: unknown
  pipe?: readonly Part[]
  wrapped?: Part
}

/** `text of at most 80 characters`, `one of: read, write` … */
export function expectationOf(schema: v.GenericSchema): string {
  const parts = partsOf(schema)
  const find = (type: string) => parts.find((part) => part.type === type)
  const orNull = find('nullish') || find('nullable') ? ', or null' : ''
  const options = find('picklist')?.options
  if (Array.isArray(options)) return `one of: ${options.join(', ')}`
  if (parts.some((part) => (part as object) === isInstant)) return `an instant such as 2027-02-28T18:00:00Z${orNull}`
  const most = find('max_value')?.requirement
  const least = find('min_value')?.requirement
  if (typeof most === 'number' && typeof least === 'number') return `a whole number from ${least} to ${most}${orNull}`
  const length = find('max_length')?.requirement
  if (typeof length === 'number') return `text of at most ${length} characters`
  return find('boolean') ? 'true or false' : 'text'
}

/** The schema and everything that it is made of, but for fields and items. */
export function partsOf(schema: object): Part[] {
  const part = schema as Part
  const [first, ...steps] = part.pipe ?? []
  // A schema with a pipe is a copy of the first of its pipe.
  const inner = first ? [...(first === part ? [] : partsOf(first)), ...steps.flatMap((step) => partsOf(step))] : []
  return [part, ...(part.wrapped ? partsOf(part.wrapped) : []), ...inner]
}
