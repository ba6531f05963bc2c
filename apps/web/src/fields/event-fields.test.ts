import { type ChronologyEvent, FIELDS } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { EVENT_FIELDS, type FieldPlace, HIDDEN_FIELDS, isShownField, ROW_FIELDS, type ShownOf } from './event-fields.ts'

test('each field of the model is shown or hidden, and none is both', () => {
  expect([...Object.keys(EVENT_FIELDS), ...HIDDEN_FIELDS].sort()).toEqual(Object.keys(FIELDS.events).sort())
})

test('a field that is new in the model does not compile until it is shown or hidden', () => {
  type Newer = ChronologyEvent & { weather?: string }
  // @ts-expect-error: 'weather' is neither in the table nor among the hidden fields.
  const table: Record<ShownOf<Newer>, FieldPlace> = EVENT_FIELDS
  const whole: Record<ShownOf<Newer>, FieldPlace> = { ...EVENT_FIELDS, weather: 'row' }
  expect(Object.keys(whole)).toHaveLength(Object.keys(table).length + 1)
})

test('the rows are in the order of the table, without the parts that are drawn by themselves', () => {
  expect(ROW_FIELDS.slice(0, 3)).toEqual(['kind', 'tracks', 'themes'])
  expect(ROW_FIELDS).not.toContain('endDate')
})

test('a word that every object answers to is no field', () => {
  expect(isShownField('constructor')).toBe(false)
  expect(isShownField('place')).toBe(true)
})
