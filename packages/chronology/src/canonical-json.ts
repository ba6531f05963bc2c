/**
 * JSON in one form: what every export and every import passes through, so that both agree on what can be carried.
 * Walks with a stack of its own; input may be nested as deep as it likes.
 */
import type { Json } from './json.ts'

/** Rich text of MAX_RICH_TEXT_DEPTH takes 400 of these; nothing real comes near. */
export const MAX_JSON_DEPTH = 1000

/** Keys with a meaning to JavaScript itself. A program that copies objects carelessly is taken over through them. */
const DANGEROUS_KEYS = new Set(['__proto__', 'constructor', 'prototype'])

/** What could not be carried, and where (JSON Pointer). Only `too deep` loses a whole branch. */
export type JsonLoss = 'dangerous key' | 'not JSON' | 'not finite' | 'half a character' | 'too deep'

type Container = Json[] | { [key: string]: Json }

/**
 * A copy with keys in code-unit order, undefined left out, ill-formed UTF-16 repaired (U+FFFD, as Yjs would), and without
 * what JSON cannot hold (functions, NaN; `null` in lists, left out of objects). `report` hears of every loss.
 * (A JavaScript object puts keys that look like integers first; writers that care sort again.)
 */
export function canonicalJson(input: unknown, report: (loss: JsonLoss, path: string) => void = () => {}): Json {
  const pending: { from: object; into: Container; path: string; depth: number }[] = []

  const convert = (value: unknown, path: () => string, depth: number): Json | undefined => {
    switch (typeof value) {
      case 'boolean':
        return value
      case 'string':
        if (value.isWellFormed()) return value
        report('half a character', path())
        return value.toWellFormed()
      case 'number':
        if (Number.isFinite(value)) return value
        report('not finite', path())
        return undefined
      case 'undefined':
        return undefined
      case 'object': {
        if (value === null) return null
        if (!isPlain(value)) {
          report('not JSON', path())
          return undefined
        }
        if (depth > MAX_JSON_DEPTH) {
          report('too deep', path())
          return undefined
        }
        const into: Container = Array.isArray(value) ? [] : {}
        pending.push({ from: value, into, path: path(), depth })
        return into
      }
      default:
        report('not JSON', path())
        return undefined
    }
  }

  const root = convert(input, () => '', 0)
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { from, into, path, depth } = next
    if (Array.isArray(into)) {
      for (const [index, value] of (from as unknown[]).entries()) {
        into.push(convert(value, () => `${path}/${index}`, depth + 1) ?? null)
      }
      continue
    }
    for (const key of Object.keys(from).sort()) {
      const place = () => childPath(path, key)
      if (DANGEROUS_KEYS.has(key)) {
        report('dangerous key', place())
        continue
      }
      const value = convert((from as Record<string, unknown>)[key], place, depth + 1)
      if (value === undefined) continue
      if (!key.isWellFormed()) report('half a character', place().toWellFormed())
      into[key.toWellFormed()] = value
    }
  }
  return root ?? null
}

/** JSON Pointer (RFC 6901) of a child. */
export function childPath(path: string, key: string): string {
  return `${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
}

/** Order by UTF-16 code units: the same on every machine and in every language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

export function compareById(a: { id: string }, b: { id: string }): number {
  return compareText(a.id, b.id)
}

/**
 * An array, or an object without a class. A hostile client of a shared document can put a whole Y.Doc where a value
 * belongs, and to walk through one takes all the memory that there is.
 */
function isPlain(value: object): boolean {
  if (Array.isArray(value)) return true
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
