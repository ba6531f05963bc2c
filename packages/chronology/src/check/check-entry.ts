/** What one entry says that cannot be meant, whatever the others say. */
import type { JsonObject } from './json-object.ts'
import { capital, type Location, type ProblemList, quote } from './problem-list.ts'

/** No meeting has had a number like this; a year or an identifier has slipped in. */
const MAX_ORDINAL = 1_000_000

const SHOWN_ACTORS = 3

/** `value` is the number within a series. 0 is one: some series begin before their first meeting. */
export function checkOrdinal({ value }: JsonObject, place: Location, problems: ProblemList): void {
  if (typeof value !== 'number' || (Number.isInteger(value) && value >= 0 && value <= MAX_ORDINAL)) return
  const says = `The "value" of ${place.where} is ${value}`
  problems.warn(
    'ordinals that are no number in a series',
    { path: `${place.path}/value`, where: place.where },
    value > MAX_ORDINAL
      ? `${says}, and no series is so long; correct it.`
      : `${says}; write a whole number from 0, or leave "ordinal" out.`,
  )
}

export function checkRelation({ from, to }: JsonObject, place: Location, problems: ProblemList): void {
  if (typeof from !== 'string' || from === '' || from !== to) return
  problems.warn(
    'relations from an event to itself',
    { path: `${place.path}/to`, where: place.where },
    `${capital(place.where)} goes from the event ${quote(from)} to itself; choose another event or remove it.`,
  )
}

/** `concerns` is for actors that an event is about without taking part. */
export function checkActors({ participants, concerns }: JsonObject, place: Location, problems: ProblemList): void {
  if (!Array.isArray(participants) || !Array.isArray(concerns) || concerns.length === 0) return
  const taking = new Set(participants)
  const both = concerns.flatMap((id) => (typeof id === 'string' && taking.has(id) ? quote(id) : []))
  if (both.length === 0) return
  const more = both.length > SHOWN_ACTORS ? ` and ${both.length - SHOWN_ACTORS} more` : ''
  const actors = `${both.length === 1 ? 'the actor' : 'the actors'} ${both.slice(0, SHOWN_ACTORS).join(', ')}${more}`
  problems.warn(
    'actors who take part and are concerned as well',
    { path: `${place.path}/concerns`, where: place.where },
    `${capital(place.where)} has ${actors} in "participants" and in "concerns"; "concerns" is for those who do not take ` +
      'part, so remove them from one of the two.',
  )
}
