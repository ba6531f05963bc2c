import { expect, test } from 'vitest'
import { quoted } from './audit-file.ts'

/** What a spreadsheet makes of a file's cell: quotes undone, then what does not show at its beginning. */
function shown(file: string): string {
  const cell = file.startsWith('"') ? file.slice(1, -1).replaceAll('""', '"') : file
  return cell.replace(/^[\s\p{C}]+/u, '').normalize('NFKC')
}

const FORMULAS = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(A1)',
  '﹦1',
  '﹢1',
  '﹣1',
  '﹫x',
  '⁼1',
  '₊1',
  '−1',
]
const BEFORE = [
  '',
  ' ',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\u00a0',
  '\u3000',
  '\ufeff',
  '\u200b',
  '\u2060\u200d',
  '\u00ad',
  '\u0000',
  ' \t \ufeff',
  '\u3164',
]

test('no text begins a formula, however it is written and whatever stands before it', () => {
  for (const formula of FORMULAS) {
    for (const before of BEFORE) {
      const cell = quoted(before + formula)
      expect([JSON.stringify(before + formula), shown(cell)[0]]).toEqual([JSON.stringify(before + formula), "'"])
    }
  }
})

test('nor does it where the file is read with another separator', () => {
  for (const separator of [';', '\t', '\n', '\r\n']) {
    for (const formula of FORMULAS) {
      const cell = quoted(`Ada${separator} ${formula}`)
      expect(cell).toContain(`${separator}' ${formula}`)
    }
  }
})

test('a text that is none is as it was, quoted where a separator stands in it', () => {
  for (const plain of [
    'Ada',
    'Ada-Maria',
    'editor → viewer',
    '2027-01-01T00:00:00.000Z',
    'a=b',
    'ada@example.org',
    '',
  ]) {
    expect(quoted(plain)).toBe(plain)
  }
  expect(quoted('Lovelace, Ada "the first"')).toBe('"Lovelace, Ada ""the first"""')
  expect(quoted('two\nlines')).toBe('"two\nlines"')
})
