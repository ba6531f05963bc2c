/** The log as a file: CSV (RFC 4180), UTF-8. */
import { MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import type { AuditEntry } from '@coeval/api'

/** What begins a formula, with all that NFKC makes of it, after anything that does not show. */
const FORMULA =
  /(^|[;\t\r\n])((?:(?![\t\r\n])["\p{C}\p{Z}\p{Default_Ignorable_Code_Point}])*)(?=[=+\-@＝﹦⁼₌＋﹢⁺₊－﹣⁻₋−＠﹫])/gu
const BEGINS_WITH_CONTROL = /^[\t\r\n]/
const HEAD = [
  'at',
  'actor',
  'actor id',
  'action',
  'chronology',
  'chronology id',
  'subject',
  'detail',
  'address',
  'count',
]

/** The whole file, from the rows in their order. */
export function csvOf(entries: readonly AuditEntry[]): string {
  const lines = [HEAD.join(','), ...entries.map((entry) => cellsOf(entry).map(quoted).join(','))]
  return `${lines.join('\r\n')}\r\n`
}

function cellsOf({ at, actor, action, chronology, subject, detail, address, count }: AuditEntry): string[] {
  const cells = [at, actor?.name, actor?.id, action, chronology?.title, chronology?.id, subject, detail, address, count]
  // One line each, in its own order: a title must not reorder the line that it stands in.
  return cells.map((cell) => shownLine(String(cell ?? ''), MAX_TITLE_LENGTH))
}

/**
 * A name is anybody's text: a spreadsheet would run what looks like a formula (CWE-1236), also one of full-width signs, one
 * after what cannot be seen, and one behind a semicolon, a tab or a line end, where it may be told to begin a cell.
 */
export function quoted(cell: string): string {
  const text = cell.toWellFormed().replace(FORMULA, "$1'$2")
  const harmless = BEGINS_WITH_CONTROL.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}
