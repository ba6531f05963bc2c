// Made from the messages by `node scripts/message-values.ts`: not by hand.
import type { SaidValue } from '@coeval/chronology/messages'

export interface MessageValues {
  'encoding.cannot-be-read': { name: SaidValue }
  'encoding.damaged': { line: SaidValue; byte: SaidValue }
  'encoding.is-utf8': { name: SaidValue }
  'encoding.not-utf8-but': { name: SaidValue }
  'encoding.unknown': { label: SaidValue }
  'file.is': { what: SaidValue; advice: SaidValue }
  'file.not-json': { line: SaidValue; column: SaidValue; what: SaidValue }
  'file.repeated-key': { line: SaidValue; column: SaidValue; key: SaidValue; first: SaidValue }
  'file.repeated-keys-more': { count: SaidValue }
  'file.too-deep': { line: SaidValue; column: SaidValue; most: SaidValue }
  'file.too-long': { most: number }
  'json.backslash': { example: SaidValue }
  'json.comma-before-end': { close: SaidValue }
  'json.comma-missing': { close: SaidValue }
  'json.curly-end': { straighten: SaidValue }
  'json.curly-key': { straighten: SaidValue }
  'json.curly-text': { straighten: SaidValue }
  'json.ends-open': { open: SaidValue }
  'json.value-expected': { brace: SaidValue; bracket: SaidValue }
}
