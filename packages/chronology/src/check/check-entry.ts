/** What one entry says that cannot be meant, whatever the others say. */
import { said } from '../messages/index.ts'
import type { JsonObject } from './json-object.ts'
import { type Location, type ProblemList, quote } from './problem-list.ts'

/** No meeting has had a number like this; a year or an identifier has slipped in. */
const MAX_ORDINAL = 1_000_000

const SHOWN_ACTORS = 3

/** `value` is the number within a series. 0 is one: some series begin before their first meeting. */
export function checkOrdinal({ value }: JsonObject, place: Location, problems: ProblemList): void {
  if (typeof value !== 'number' || (Number.isInteger(value) && value >= 0 && value <= MAX_ORDINAL)) return
  problems.warn(
    'kind.ordinal',
    { path: `${place.path}/value`, where: place.where },
    said(value > MAX_ORDINAL ? 'check.ordinal-too-large' : 'check.ordinal-not-whole', { where: place.where, value }),
  )
}

export function checkRelation({ from, to }: JsonObject, place: Location, problems: ProblemList): void {
  if (typeof from !== 'string' || from === '' || from !== to) return
  problems.warn(
    'kind.relation-to-itself',
    { path: `${place.path}/to`, where: place.where },
    said('check.relation-to-itself', { where: place.where, event: quote(from) }),
  )
}

/** `concerns` is for actors that an event is about without taking part. */
export function checkActors({ participants, concerns }: JsonObject, place: Location, problems: ProblemList): void {
  if (!Array.isArray(participants) || !Array.isArray(concerns) || concerns.length === 0) return
  const taking = new Set(participants)
  const both = concerns.flatMap((id) => (typeof id === 'string' && taking.has(id) ? quote(id) : []))
  if (both.length === 0) return
  const items = both.slice(0, SHOWN_ACTORS)
  const more = both.length - items.length
  problems.warn(
    'kind.actors-twice',
    { path: `${place.path}/concerns`, where: place.where },
    said('check.actors-twice', {
      where: place.where,
      count: both.length,
      actors: more > 0 ? said('part.and-more', { items, count: more }) : items,
    }),
  )
}
