import { type Said, said } from '../messages/index.ts'
import type { FactRef } from '../types.ts'
import { quote } from './problem-list.ts'

/** `the event "fmm-2-2006"`. Call only with a type that this version knows. */
export function entryInWords({ type, id }: Pick<FactRef, 'type' | 'id'>): Said {
  if (type === 'chronology') return said('the.chronology')
  return id === undefined ? said(`the-bare.${type}`) : said(`the.${type}`, { id: quote(id) })
}
