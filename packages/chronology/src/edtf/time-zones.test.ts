/** The same text gives the same bounds, words and moves wherever the reader sits. */
import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'

const PROGRAM = `
import { readFileSync } from 'node:fs'
const edtf = await import(process.argv[1] + 'index.ts')
const lines = readFileSync(new URL(process.argv[1] + 'fixtures/edtf-cases.tsv'), 'utf8').trimEnd().split('\\n').slice(1)
const from = Date.UTC(2004, 2, 28, 23, 30)
const to = Date.UTC(2005, 9, 31, 0, 30)
const out = lines.map((line) => {
  const text = JSON.parse(line.split('\\t')[0])
  const result = edtf.parseEdtf(text)
  const bounds = result.ok ? [String(result.date.minMs), String(result.date.maxMs)] : result.problem
  const words = ['en', 'ja', 'ru'].map((locale) => [edtf.formatEdtf(text, locale), edtf.formatBounds(text, locale)])
  const moved = [edtf.shiftEdtf(text, from, to), edtf.setEdtfEnd(text, 'end', to), edtf.drawSpan(text)]
  return { text, bounds, words, moved }
})
const days = [from, to].map((ms) => edtf.edtfFromMs(ms, 'day'))
process.stdout.write(JSON.stringify({ offset: new Date(2004, 7, 28).getTimezoneOffset(), out, days }))
`

function outcomeIn(timeZone: string): { offset: number; out: object[]; days: string[] } {
  const folder = new URL('./', import.meta.url).href
  const text = execFileSync(process.execPath, ['--input-type=module', '-e', PROGRAM, folder], {
    env: { ...process.env, TZ: timeZone, NODE_OPTIONS: '' },
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return JSON.parse(text)
}

test('every case reads, sounds and moves the same in UTC, Tokyo and New York', () => {
  const utc = outcomeIn('UTC')
  const tokyo = outcomeIn('Asia/Tokyo')
  const newYork = outcomeIn('America/New_York')
  // The zones took effect, or the comparison would prove nothing.
  expect([utc.offset, tokyo.offset, newYork.offset]).toEqual([0, -540, 240])
  expect(utc.out.length).toBeGreaterThan(190)
  expect(tokyo.out).toEqual(utc.out)
  expect(newYork.out).toEqual(utc.out)
  expect([tokyo.days, newYork.days]).toEqual([utc.days, utc.days])
  expect(utc.days).toEqual(['2004-03-28', '2005-10-31'])
})
