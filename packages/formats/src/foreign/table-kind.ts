/** Tables as text: rows of as many cells each, with a comma, a semicolon or a tab between them. */
import type { FileKind } from './file-kinds.ts'

const ROWS_LOOKED_AT = 20
/** Prose has commas as well: three rows of it never have as many each. */
const FEWEST_ROWS = 2
const MOST = 0.8

const SEPARATORS: readonly (readonly [separator: string, kind: FileKind])[] = [
  ['\t', 'tsv'],
  [';', 'semicolon-csv'],
  [',', 'csv'],
]

/** `isCut`: the last row may not be whole. */
export function tableKind(head: string, isCut: boolean): FileKind | undefined {
  // Excel writes this in front of a table that it is to read itself.
  const text = head.replace(/^sep=.\r?\n/i, '')
  for (const [separator, kind] of SEPARATORS) {
    const widths = rowWidths(text, separator)
    if (isCut && widths.length < ROWS_LOOKED_AT) widths.pop()
    const width = widths[0] ?? 0
    if (width < 2 || widths.length < FEWEST_ROWS) continue
    const alike = widths.filter((other) => other === width).length
    if (alike < MOST * widths.length) continue
    if (widths.length === FEWEST_ROWS && width === 2 && kind === 'csv') continue
    return kind === 'csv' && isTimelineSheet(text) ? 'timelinejs-sheet' : kind
  }
  return undefined
}

function isTimelineSheet(text: string): boolean {
  const header = text.slice(0, 500).split(/\r?\n/)[0]?.toLowerCase() ?? ''
  return ['year', 'headline', 'end year'].every((name) => header.split(',').includes(name))
}

/** Cells of each row; a row ends at a line break that is not within quotes. */
function rowWidths(text: string, separator: string): number[] {
  const widths: number[] = []
  let width = 1
  let isQuoted = false
  let isEmpty = true
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted
    else if (!isQuoted && character === separator) width++
    else if (!isQuoted && character === '\n') {
      if (!isEmpty) widths.push(width)
      if (widths.length === ROWS_LOOKED_AT) return widths
      width = 1
      isEmpty = true
      continue
    }
    if (!/\s/.test(character) || character === separator) isEmpty = false
  }
  if (!isEmpty) widths.push(width)
  return widths
}
