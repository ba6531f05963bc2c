/** The audit log as it leaves: a page of it, and all of it as a file: CSV (RFC 4180), UTF-8, the latest first. */
import { MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import type { Audit } from './audit.ts'
import type { AuditEntry, AuditPage } from '@coeval/api'
import { actorOf, type Request } from '../http/context.ts'

const PAGE = 1000
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

/** `chronology` null: of all. */
export async function auditPage(
  audit: Audit,
  chronology: string | null,
  { before = null, limit }: { before?: number | null; limit: number },
): Promise<AuditPage> {
  const entries = await audit.page(chronology, before, limit)
  return { entries, next: entries.length < limit ? null : (entries.at(-1)?.id ?? null) }
}

/** Written down itself, as the first row. `chronology` null: of all. */
export async function auditCsv(
  c: Request,
  audit: Audit,
  chronology: { id: string; title: string } | null,
): Promise<Response> {
  await audit.write(actorOf(c), 'audit-downloaded', chronology ? { chronology } : {})
  const lines = [HEAD.join(',')]
  let before: number | null = null
  for (;;) {
    const entries: AuditEntry[] = await audit.page(chronology?.id ?? null, before, PAGE)
    lines.push(...entries.map((entry) => cellsOf(entry).map(quoted).join(',')))
    before = entries.at(-1)?.id ?? null
    if (entries.length < PAGE) break
  }
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', `attachment; filename="audit-${new Date().toISOString().slice(0, 10)}.csv"`)
  return c.body(`${lines.join('\r\n')}\r\n`)
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
