/**
 * JSON text with 2 spaces of indent. JSON.stringify cannot write it: a JavaScript object puts keys that look like
 * integers first, whatever their order, and other programs that write this format do not.
 */
import { compareText, type Json } from '@coeval/chronology'

/** A Map is written in its own order, a plain object in code-unit order of its keys. */
export type OrderedJson = Json | OrderedJson[] | Map<string, OrderedJson> | { [key: string]: OrderedJson }

/** Not nested deeper than MAX_JSON_DEPTH: it recurses. */
export function prettyJson(value: OrderedJson): string {
  const parts: string[] = []
  write(value, '\n', parts)
  return parts.join('')
}

function write(value: OrderedJson, newline: string, parts: string[]): void {
  if (typeof value !== 'object' || value === null) {
    parts.push(JSON.stringify(value))
    return
  }
  const inner = `${newline}  `
  if (Array.isArray(value)) {
    if (value.length === 0) {
      parts.push('[]')
      return
    }
    for (const [index, item] of value.entries()) {
      parts.push(index === 0 ? '[' : ',', inner)
      write(item, inner, parts)
    }
    parts.push(newline, ']')
    return
  }
  const entries = value instanceof Map ? [...value] : Object.entries(value).sort(([a], [b]) => compareText(a, b))
  if (entries.length === 0) {
    parts.push('{}')
    return
  }
  for (const [index, [key, item]] of entries.entries()) {
    parts.push(index === 0 ? '{' : ',', inner, JSON.stringify(key), ': ')
    write(item, inner, parts)
  }
  parts.push(newline, '}')
}
