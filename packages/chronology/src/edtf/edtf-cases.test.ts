/** Every string of the fixture: what ISO 8601-2 says of it, and where our conventions fill in (column "note"). */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isEdtf, parseEdtf } from './index.ts'

const rows = readFileSync(new URL('./fixtures/edtf-cases.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [input = '', parse, level, min, max] = line.split('\t')
    return { input: JSON.parse(input) as string, parse, level, min, max }
  })

const iso = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms))

test('the fixture holds the cases', () => {
  expect(rows.length).toBeGreaterThan(190)
  expect(new Set(rows.map((row) => row.parse))).toEqual(new Set(['accept', 'reject']))
})

test.each(rows)('$input: $parse', ({ input, parse, level, min, max }) => {
  const result = parseEdtf(input)
  if (!result.ok) {
    expect(parse, result.problem).toBe('reject')
    // A sentence: it begins with a capital, a quoted text or a date, ends with a stop, and is never only a code.
    expect(result.problem).toMatch(/^["\w+[{-].{20,}\.$/)
    return
  }
  const { date } = result
  expect(['accept', String(date.level), iso(date.minMs), iso(date.maxMs)]).toEqual([parse, level, min, max])
  expect(date.text).toBe(input)
  expect(isEdtf(input)).toBe(true)
})
