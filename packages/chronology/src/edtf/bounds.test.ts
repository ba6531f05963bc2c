/** What anybody may send as a date: its cost is bounded before a grammar sees it, and before anything is kept of it. */
import { expect, test } from 'vitest'
import {
  compareEdtf,
  drawSpan,
  formatBounds,
  formatEdtf,
  MAX_EDTF_LENGTH,
  parseEdtf,
  setEdtfEnd,
  shiftEdtf,
} from './index.ts'
import { MAX_EDTF_MEMBERS } from '../limits.ts'
import { recognise } from './library.ts'
import { parsedDates } from './parse.ts'

const TOO_LONG = /at most 200 characters/
const digits = (count: number) => '1'.repeat(count)

function problem(text: string): string {
  const result = parseEdtf(text)
  return result.ok ? '' : result.problem
}

test.each([
  ['a year without end', `Y${digits(40_000)}`],
  ['a negative year', `Y-${digits(40_000)}`],
  ['an exponent without end', `Y1E${digits(40_000)}`],
  ['a set of 100,000 years', `{${Array.from({ length: 100_000 }, () => '2004').join(',')}}`],
  ['a list of brackets', '['.repeat(100_000)],
  ['a set of commas', `{${','.repeat(100_000)}}`],
  ['an interval of slashes', '/'.repeat(100_000)],
  ['spaces', ' '.repeat(100_000)],
  ['a date in spaces', `${' '.repeat(100_000)}2004`],
  ['a second without end', `2004-01-01T10:00:00.${digits(40_000)}Z`],
  ['unknown digits', 'X'.repeat(100_000)],
  ['words', `circa ${'u'.repeat(100_000)}`],
])('%s is refused by its length, with a short sentence that says what to do', (_, text) => {
  expect(problem(text)).toMatch(TOO_LONG)
  expect(problem(text).length).toBeLessThan(300)
  expect(shiftEdtf(text, 0, 86_400_000)).toBeNull()
  expect(setEdtfEnd(text, 'end', 86_400_000)).toBeNull()
  expect(drawSpan(text, text)).toBeNull()
  expect(formatBounds(text)).toBe('')
  expect(compareEdtf('2004', text)).toBeLessThan(0)
})

test('the longest text that is read, and one character more', () => {
  const longest = `2004-01-01T10:00:00.${digits(MAX_EDTF_LENGTH - 21)}Z`
  expect(longest).toHaveLength(MAX_EDTF_LENGTH)
  expect(problem(longest)).toBe('')
  expect(problem(longest.replace('.1', '.11'))).toMatch(TOO_LONG)
})

test('a set has at most 100 members, also where none of them is a date', () => {
  const members = (count: number) => `[${','.repeat(count - 1)}]`
  expect(problem(members(MAX_EDTF_MEMBERS + 1))).toContain('at most 100')
  expect(problem(members(MAX_EDTF_MEMBERS))).toContain('A date is missing')
})

test('a text that is no date is shown short and in order, and no sentence repeats it whole', () => {
  expect(formatEdtf(`Y${digits(5000)}`)).toBe(`Y${digits(MAX_EDTF_LENGTH - 2)}…`)
  expect(formatEdtf('\u202e4002')).toBe('⟨U+202E⟩4002')
  expect(formatEdtf({} as string)).toBe('')
  for (const text of [digits(199), `[${digits(190)}`, `${digits(90)}/${digits(90)}/`, 'x'.repeat(200)]) {
    expect(problem(text).length, text).toBeLessThan(500)
  }
})

test('what is refused by its length is not kept, and what is kept is bounded', () => {
  const before = parsedDates.size
  for (let index = 0; index < 100; index++) parseEdtf(`Y${digits(1000)}${index}`)
  expect(parsedDates.size).toBe(before)
  for (let index = 0; index < 60_000; index++) parseEdtf(`no date ${index} ${'x'.repeat(150)}`)
  expect(parsedDates.characters).toBeLessThanOrEqual(2_000_000)
})

test('what is no text is no date', () => {
  for (const value of [undefined, null, 2004, {}, ['2004'], true]) {
    expect(problem(value as string)).toMatch(/is text/)
    expect(drawSpan(value as string)).toBeNull()
    expect(compareEdtf(value as string, '2004')).toBeGreaterThan(0)
  }
})

test('moving a date never makes a text that is longer than a date may be', () => {
  const full = `{${Array.from({ length: 39 }, () => '9999').join(',')}}`
  expect(parseEdtf(full).ok).toBe(true)
  const moved = shiftEdtf(full, 0, 366 * 86_400_000)
  expect(moved === null || moved.length <= MAX_EDTF_LENGTH).toBe(true)
})

test('plain dates that are known without the grammar are those that the grammar knows', () => {
  const two = (number: number) => String(number).padStart(2, '0')
  for (const year of ['0000', '0001', '1900', '2000', '2001', '2004', '9999']) {
    for (let month = 0; month <= 42; month++) {
      for (let day = 0; day <= 33; day++) {
        const text = `${year}-${two(month)}-${two(day)}`
        const known = recognise(text)
        expect(known && [known.type, known.level], text).toEqual(byGrammar(text))
      }
    }
  }
})

/** A qualifier takes a date out of the short way, and changes nothing but the level. */
function byGrammar(text: string): [string, number] | null {
  const qualified = recognise(`${text}?`)
  return qualified && [qualified.type, 0]
}
