import * as v from 'valibot'
import { PEOPLE_COLOURS } from './limits.ts'

/** Slot in the palette of people's colours, from 0. */
export const Colour = v.pipe(
  v.number('bad-colour'),
  v.integer('bad-colour'),
  v.minValue(0, 'bad-colour'),
  v.maxValue(PEOPLE_COLOURS - 1, 'bad-colour'),
)
