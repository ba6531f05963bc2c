/** Texts that are not JSON, by how they begin. */
import type { FileKind } from './file-kinds.ts'
import { tableKind } from './table-kind.ts'

const HEAD_LENGTH = 32 * 1024

/** As a rule: what most of the first lines look like is what it is. */
const MOST = 0.8
const DATE = String.raw`(?:[~?%]?-?(?:Y-?\d[\dE]*|[\dXux]{1,4})(?:[-./][\dXux]{1,4}){0,2}(?:S\d+)?[~?%]?)`
const DATES = new RegExp(
  String.raw`^[[{]?(?:\.\.)?${DATE}?(?:(?:/|\.\.|, ?| ?[|;] ?| to )(?:${DATE}|open|unknown)?){0,20}(?:\.\.)?[\]}]?$`,
  'i',
)
/** A line of dates is short; a long one is not tried. */
const MAX_DATES_LENGTH = 200
const MONTHS = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec'
const MARKWHEN_ENTRY = new RegExp(
  String.raw`^(?:(?:before|after|by|c\.|ca\.?|circa|now|today)\s*)?(?:-?\d[\w/.:\- ]{0,60}|(?:${MONTHS})\w*[\w/., -]{0,60}):\s`,
  'i',
)
const MARKWHEN_HEADER =
  /^(?:title|dateFormat|description|timezone|key|author)\s*:|^(?:section|group|end section|end group)\b/i

/** What a text is that is no JSON, or undefined where it seems to be meant as JSON. An empty one is nobody's. */
export function textKind(text: string, fileName = ''): FileKind | undefined {
  const head = text.slice(0, HEAD_LENGTH).trimStart()
  if (head === '') return undefined
  return (
    byFirstWords(head) ??
    byLines(head, text.length > HEAD_LENGTH) ??
    (isMeantAsJson(head) ? undefined : (byName(fileName, head) ?? 'text'))
  )
}

function byFirstWords(head: string): FileKind | undefined {
  if (/^BEGIN:VCALENDAR\b/i.test(head)) return 'icalendar'
  if (/^BEGIN:VCARD\b/i.test(head)) return 'vcard'
  if (/^0 HEAD\b/.test(head)) return 'gedcom'
  if (head.startsWith('{\\rtf')) return 'rtf'
  if (/^[A-Z][A-Z0-9] {2}-(?: |$)/m.test(head.slice(0, 400)) && /^TY {2}-/m.test(head)) return 'ris'
  if (/^%[0-9A-Z] \S/.test(head) && /^%[ATDK0] /m.test(head)) return 'endnote'
  if (/^PMID- ?\d/.test(head)) return 'pubmed'
  if (/^\s*(?:%.*\n\s*)*@\s*[a-z]+\s*[{(]/i.test(head)) return 'bibtex'
  if (/^[^{[]*@(?:article|book|misc|incollection|inproceedings|string|comment|preamble)\s*[{(]/i.test(head))
    return 'bibtex'
  return head.startsWith('<') ? markupKind(head) : undefined
}

function markupKind(head: string): FileKind {
  // What comes before the first element of the document.
  const rest = head.replace(/^(?:<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>|\s)+/i, '')
  if (/^<!doctype\s+html/i.test(head) || /^<(?:html|head|body|div|p|table|script|meta)\b/i.test(rest)) return 'html'
  if (/^<(?:tei:)?(?:TEI|teiCorpus)\b/.test(rest) || head.includes('http://www.tei-c.org/ns')) return 'tei'
  if (/^<svg\b/i.test(rest)) return 'svg'
  if (/<(?:records?|database)\b[\s\S]*<(?:ref-type|rec-number)\b/i.test(rest.slice(0, 4000))) return 'endnote'
  return 'xml'
}

function byLines(head: string, isCut: boolean): FileKind | undefined {
  const lines = head.split(/\r\n|\r|\n/).map((line) => line.trim())
  if (isCut) lines.pop()
  const filled = lines.filter((line) => line !== '')
  const isJson = isMeantAsJson(head)
  const dates = filled.filter((line) => line.length <= MAX_DATES_LENGTH && DATES.test(line)).length
  if (dates > 0 && dates >= MOST * filled.length && !isWholeJson(head, filled)) return 'edtf-list'
  if (isJson) return areJsonLines(filled) ? 'json-lines' : undefined
  const table = tableKind(head, isCut)
  if (table === 'timelinejs-sheet') return table
  const headers = filled.filter((line) => MARKWHEN_HEADER.test(line)).length
  const entries = filled.filter((line) => MARKWHEN_ENTRY.test(line)).length
  if (entries > 0 && (headers > 0 || entries >= filled.length / 2)) return 'markwhen'
  return table
}

/** `[2004, 2005]` is a list of dates in EDTF, but JSON as well; and a broken list of numbers is JSON that is broken. */
function isWholeJson(head: string, lines: readonly string[]): boolean {
  if (lines.length > 1 && !/^[[{]$/.test(lines[0] ?? '')) return false
  try {
    JSON.parse(head)
    return /^[[{]/.test(head)
  } catch {
    return /^[[{]\s*"/.test(head) || lines[0] === '[' || lines[0] === '{'
  }
}

function areJsonLines(lines: readonly string[]): boolean {
  const [first, second] = lines
  return first !== undefined && second !== undefined && isJsonValue(first) && isJsonValue(second)
}

function isJsonValue(line: string): boolean {
  if (!/^[[{]/.test(line) || line.length < 2) return false
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

/** It begins as an object or a list does, however it goes on: then its mistake is worth a line and a column. */
export function isMeantAsJson(text: string): boolean {
  return /^\s*(?:(?:\/\/.*|\/\*[^*]*\*\/)\s*)*(?:\{\s*(?:["'“‘}{[/#\w]|$)|\[\s*(?:["'“‘\]{[/#\d-]|(?:true|false|null)\b|$))/.test(
    text,
  )
}

function byName(fileName: string, head: string): FileKind | undefined {
  const extension = /\.([a-z0-9-]+)$/i.exec(fileName)?.[1]?.toLowerCase()
  switch (extension) {
    case 'mw':
      return 'markwhen'
    case 'csv':
      return 'csv'
    case 'tsv':
    case 'tab':
      return 'tsv'
    case 'md':
    case 'markdown':
      return 'markdown'
    case 'bib':
      return 'bibtex'
    case 'ris':
      return 'ris'
    case 'ics':
      return 'icalendar'
    default:
      return /^(?:#{1,6} \S|---\n[\s\S]*\n---\n)/.test(head) ? 'markdown' : undefined
  }
}
