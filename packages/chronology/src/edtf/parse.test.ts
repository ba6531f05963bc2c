import { expect, test } from 'vitest'
import { compareEdtf, drawSpan, edtfFromMs, type EdtfDate, parseEdtf } from './index.ts'

function read(text: string): EdtfDate {
  const result = parseEdtf(text)
  if (!result.ok) throw new Error(`${text}: ${result.problem}`)
  return result.date
}

function problem(text: string): string {
  const result = parseEdtf(text)
  return result.ok ? '' : result.problem
}

const utc = (text: string) => Date.parse(text)

test('an empty text is no date, and the sentence says what to write', () => {
  expect(problem('')).toBe('Write a date, such as 2004-08-28, 2004-08, 2004, 199X or 2004/2009.')
  expect(problem('   ')).toBe(problem(''))
})

test.each([
  ['circa 2004', '2004~'],
  ['c.2004', '2004~'],
  ['28 August 2004', '2004-08-28'],
  ['2004-8-28', '2004-08-28'],
  ['2004/8/28', 'one slash'],
  ['20040828', '2004-08-28'],
  ['12004', 'Y12004'],
  ['199x', '199X'],
  ['199u', '199X'],
  ['2004?~', '%'],
  ['2004/present', '2004/..'],
  ['2004 / 2009', '2004/2009'],
  ['2001-02-29', '28 days'],
  ['2004-04-31', '30 days'],
  ['2004-06-11T24:00:00', 'T00:00:00'],
  ['2004-08-28/2004-08-27', 'earlier date first'],
  ['[2004,2005', 'Close the set'],
])('%s is refused with the way out: %s', (text, wayOut) => {
  expect(problem(text)).toContain(wayOut)
})

test('a qualifier anywhere marks the whole date approximate or uncertain', () => {
  const quality = (text: string) => {
    const { approximate, uncertain } = read(text)
    return [approximate, uncertain]
  }
  for (const text of ['1997~', '~1997', '2004-06~-11', '2004-~06-11', '2004-06-~11', '2004-06-11~', '199X~', '196~']) {
    expect(quality(text), text).toEqual([true, false])
  }
  for (const text of ['1997?', '?1997', '2004-06?-11', '2004-?06-11', '2004-06-11?', '2004/2006?', '[1667?,1668]']) {
    expect(quality(text), text).toEqual([false, true])
  }
  for (const text of ['2004%', '2004-%06-11', '?2004-06-~11', '2004?/2006~']) {
    expect(quality(text), text).toEqual([true, true])
  }
  expect(quality('2004-06-11')).toEqual([false, false])
})

test('qualifiers do not widen the bounds', () => {
  for (const mark of ['?', '~', '%']) {
    expect(read(`2004-06${mark}`)).toMatchObject({ minMs: read('2004-06').minMs, maxMs: read('2004-06').maxMs })
  }
})

test.each([
  ['2004-08-28T10:00:00Z', 'instant'],
  ['2004-08-28', 'day'],
  ['2004-08', 'month'],
  ['1985-04-XX', 'month'],
  ['2001-21', 'season'],
  ['2001-41', 'season'],
  ['2004', 'year'],
  ['2004-XX', 'year'],
  ['1560-XX-25', 'year'],
  ['Y170000002', 'year'],
  ['199X', 'decade'],
  ['196', 'decade'],
  ['1950S3', 'decade'],
  ['19XX', 'century'],
  ['15XX-12-25', 'century'],
  ['20', 'century'],
  ['1950S2', 'century'],
  ['1XXX', 'millennium'],
  ['XXXX-12-25', 'unspecified'],
  ['2004-08/2023', 'year'],
  ['2004-08-28/..', 'day'],
  ['[1760-12-03,1761-01]', 'month'],
])('%s is as precise as its known leading part: %s', (text, precision) => {
  expect(read(text).precision).toBe(precision)
})

test('an unknown end and an open end are told apart', () => {
  expect(read('2004/..')).toMatchObject({ form: 'interval', end: 'open', openEnd: 'open', maxMs: Infinity })
  expect(read('2004/')).toMatchObject({ end: 'unknown', openEnd: 'unknown', maxMs: utc('2004-12-31T23:59:59.999Z') })
  expect(read('/2009')).toMatchObject({ start: 'unknown', openStart: 'unknown', minMs: utc('2009-01-01') })
  expect(read('2004/2009').openStart).toBeUndefined()
})

test('a set knows its members, its earliest and its latest', () => {
  const date = read('[1667,1760-01, 1670..1672]')
  expect(date.form).toBe('one-of')
  expect(date.members).toMatchObject([
    { text: '1667' },
    { text: '1760-01' },
    { from: { text: '1670' }, to: { text: '1672' } },
  ])
  expect([date.start, date.end]).toMatchObject([{ text: '1667' }, { text: '1760-01' }])
  expect(read('{..1984}')).toMatchObject({
    form: 'all-of',
    start: 'open',
    openStart: 'open',
    members: [{ from: 'open' }],
  })
})

test('a date-time is an instant, and its text keeps the offset it was written with', () => {
  const date = read('2004-08-28T10:00:00+06:00')
  expect(date.text).toBe('2004-08-28T10:00:00+06:00')
  expect(date.minMs).toBe(utc('2004-08-28T04:00:00Z'))
  expect(read('2004-08-28T10:00').minMs).toBe(utc('2004-08-28T10:00:00Z'))
})

test('years before 100 and before Christ are themselves, not years of the twentieth century', () => {
  expect(read('0079-08-24').minMs).toBe(utc('0079-08-24T00:00:00Z'))
  expect(read('-0044-03-15').minMs).toBe(utc('-000044-03-15T00:00:00Z'))
  expect(read('0000').maxMs).toBe(utc('0000-12-31T23:59:59.999Z'))
})

test('no date gives NaN, however long its year', () => {
  for (const text of ['Y170000002', 'Y-170000002', 'Y17E7', 'Y3388E2S3', 'Y275760', 'Y-271821', 'Y9007199254740991']) {
    const { minMs, maxMs } = read(text)
    expect([Math.abs(minMs) <= 8.64e15, Math.abs(maxMs) <= 8.64e15, minMs <= maxMs], text).toEqual([true, true, true])
  }
})

test('dates sort by what is first known of them, then end, then text; what has no place in time comes last', () => {
  const sorted = [
    '-0044',
    '1950S2',
    '../1984',
    '199X',
    '2004-01-01',
    '2004-01',
    '2004',
    '2004~',
    '2004/..',
    '2004-08',
    '/',
    'x',
  ]
  const shuffled = [
    'x',
    '2004~',
    '2004/..',
    '-0044',
    '/',
    '199X',
    '2004-08',
    '2004-01',
    '../1984',
    '2004',
    '2004-01-01',
    '1950S2',
  ]
  expect(shuffled.sort(compareEdtf)).toEqual(sorted)
  expect(['', '2004'].sort(compareEdtf)).toEqual(['2004', ''])
})

test('a day is drawn as a point, a month as a span', () => {
  expect(drawSpan('2004-08-28')).toMatchObject({ isPoint: true, startMs: utc('2004-08-28') })
  expect(drawSpan('2004-08-28T10:00:00Z')?.isPoint).toBe(true)
  expect(drawSpan('2004-08')).toMatchObject({ isPoint: false, endMs: utc('2004-08-31T23:59:59.999Z') })
})

test('what is undated is not drawn', () => {
  for (const text of ['', 'unknown', '/', '../..']) expect(drawSpan(text), text).toBeNull()
})

test('an open or unknown edge is drawn to the last known instant and marked', () => {
  const year = { startMs: utc('2004-01-01'), endMs: utc('2004-12-31T23:59:59.999Z'), isPoint: false }
  expect(drawSpan('2004/..')).toEqual({ ...year, openStart: false, openEnd: true })
  expect(drawSpan('2004/')).toEqual({ ...year, openStart: false, openEnd: true })
  expect(drawSpan('[..2004]')).toEqual({ ...year, openStart: true, openEnd: false })
  expect(drawSpan('2004-08-28/..')?.isPoint).toBe(false)
})

test('a separate end date ends the span, unless it lies before the start', () => {
  expect(drawSpan('2004-08', '2006')).toMatchObject({
    startMs: utc('2004-08-01'),
    endMs: utc('2006-12-31T23:59:59.999Z'),
  })
  expect(drawSpan('2004-08', '2003')).toEqual(drawSpan('2004-08'))
  expect(drawSpan('2004-08', 'soon')).toEqual(drawSpan('2004-08'))
  expect(drawSpan('2004-08', '')).toEqual(drawSpan('2004-08'))
  expect(drawSpan('', '2006')).toEqual({ ...drawSpan('2006'), openStart: true })
  expect(drawSpan('2004', '2006/..')).toMatchObject({ openEnd: true })
})

test('an instant is written at each precision', () => {
  const write = (text: string) => (['day', 'month', 'year', 'decade'] as const).map((p) => edtfFromMs(utc(text), p))
  expect(write('2004-08-28T23:59:59Z')).toEqual(['2004-08-28', '2004-08', '2004', '200X'])
  expect(write('-000044-03-15T00:00:00Z')).toEqual(['-0044-03-15', '-0044-03', '-0044', '-004X'])
  expect(write('0000-01-01T00:00:00Z')).toEqual(['0000-01-01', '0000-01', '0000', '000X'])
  expect(write('+012004-01-01T00:00:00Z')).toEqual(['Y12004', 'Y12004', 'Y12004', 'Y12004'])
})
