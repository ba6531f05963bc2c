/** Answers that a browser keeps as a file, and what it is to be called. */
import type { Request } from './context.ts'

/**
 * The Content-Disposition of a download (RFC 6266): the real name in UTF-8, and for old readers one in ASCII. What a title
 * has of Latin letters is left in that one; where it has none, the file is called `chronology`.
 */
export function attachment(fileName: string): string {
  const dot = fileName.lastIndexOf('.')
  const extension = dot < 0 ? '' : asciiOf(fileName.slice(dot))
  const stem = asciiOf(dot < 0 ? fileName : fileName.slice(0, dot)).replace(/^[-.]+|[-.]+$/g, '')
  const plain = `${/[a-z0-9]/i.test(stem) ? stem : 'chronology'}${extension}`
  return `attachment; filename="${plain}"; filename*=UTF-8''${extValueOf(fileName)}`
}

/** The log as CSV, called by the day. */
export function auditFile(c: Request, csv: string): Response {
  c.header('content-type', 'text/csv; charset=utf-8')
  c.header('content-disposition', `attachment; filename="audit-${new Date().toISOString().slice(0, 10)}.csv"`)
  return c.body(csv)
}

/** Letters without their accents; what has no letter like it in ASCII goes. */
function asciiOf(text: string): string {
  return text.normalize('NFKD').replace(/[^\w.-]+/g, '')
}

/** RFC 8187: these four are no attr-char, and `encodeURIComponent` leaves them. */
function extValueOf(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}
