import { expect, test } from 'vitest'
import {
  contrast,
  DARK_PAGE,
  LIGHT_PAGE,
  PERSON_DARK,
  PERSON_LIGHT,
  TRACK_COLOURS,
  TRACK_DARK,
  TRACK_LIGHT,
} from './palette.ts'

test('every track and person colour reads as text against its page', () => {
  for (const [colours, page] of [
    [TRACK_LIGHT, LIGHT_PAGE],
    [PERSON_LIGHT, LIGHT_PAGE],
    [TRACK_DARK, DARK_PAGE],
    [PERSON_DARK, DARK_PAGE],
  ] as const) {
    for (const colour of colours) expect(contrast(colour, page), `${colour} on ${page}`).toBeGreaterThanOrEqual(4.5)
  }
})

test('light and dark have the same slots', () => {
  expect([TRACK_LIGHT.length, TRACK_DARK.length]).toEqual([TRACK_COLOURS, TRACK_COLOURS])
  expect(PERSON_LIGHT.length).toBe(PERSON_DARK.length)
})

test('contrast of black on white is 21', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
})
