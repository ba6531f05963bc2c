/** Where a text stops being JSON (RFC 8259), in words for people who wrote it by hand. */
import type { Said } from '@coeval/chronology/messages'
import { said } from './messages/said.ts'

export interface JsonError {
  /** Both from 1; columns in UTF-16 units, as editors count. */
  line: number
  column: number
  /** What is wrong there: follows a colon. */
  said: Said
}

/** What may come next: a value, a value or the end of an empty list, a key, a key or the end, `:`, `,` or the end. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'nothing'

const SPACE = /[ \t\n\r]*/y
const LITERAL = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)/y
/** Two patterns, taken in turns: one for both would need a step of stack for every character of a long text. */
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const PLAIN = /[^"\\\u0000-\u001f]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** Call only with text that JSON.parse has refused. */
export function findJsonError(text: string): JsonError {
  const { offset, what } = scan(text)
  return { ...lineAndColumn(text, offset), said: what }
}

/** Both from 1. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let lineStart = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
    line++
    lineStart = end + 1
  }
  return { line, column: offset - lineStart + 1 }
}

/** As word processors put them in the place of straight ones. */
const CURLY_QUOTE = /[“”„‟‘’‚«»″＂]/

function scan(text: string): { offset: number; what: Said } {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let offset = 0
  /** Of the string that was read last. */
  let stringStart = 0
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = offset
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) offset += found.length
    return found
  }
  const afterValue = (): Expected => (open.length === 0 ? 'nothing' : 'comma')
  const fail = (what: Said) => ({ offset, what })

  for (;;) {
    take(SPACE)
    const character = text[offset]
    if (character === undefined) return fail(atEnd(open, text))
    switch (expected) {
      case 'nothing':
        return fail(said('json.something-after'))
      case 'colon':
        if (character !== ':') return fail(said('json.colon-missing'))
        offset++
        expected = 'value'
        continue
      case 'comma': {
        const close = open.at(-1) === '{' ? '}' : ']'
        if (character === close) {
          offset++
          open.pop()
          expected = afterValue()
        } else if (character === ',') {
          offset++
          expected = open.at(-1) === '{' ? 'key' : 'value'
        } else {
          if (text[offset - 1] === '"' && CURLY_QUOTE.test(text.slice(stringStart, offset))) return fail(CURLY_END)
          return fail(said('json.comma-missing', { close }))
        }
        continue
      }
      case 'key or }':
      case 'key':
        if (character === '}') {
          if (expected === 'key') return fail(said('json.comma-before-end', { close: character }))
          offset++
          open.pop()
          expected = afterValue()
          continue
        }
        if (character !== '"') return fail(notAKey(character))
        break
      default:
        if (character === ']' && open.at(-1) === '[') {
          if (expected === 'value') return fail(said('json.comma-before-end', { close: character }))
          offset++
          open.pop()
          expected = afterValue()
          continue
        }
        if (character === '{' || character === '[') {
          offset++
          open.push(character)
          expected = character === '{' ? 'key or }' : 'value or ]'
          continue
        }
    }
    // A string or, where a value may stand, a number or word.
    if (character === '"') {
      stringStart = offset
      offset++
      do take(PLAIN)
      while (take(ESCAPE))
      if (text[offset] !== '"') {
        const isCurly = text[offset] !== '\\' && CURLY_QUOTE.test(text.slice(stringStart, offset))
        return fail(isCurly ? CURLY_END : inString(text[offset]))
      }
      offset++
      expected = expected.startsWith('key') ? 'colon' : afterValue()
      continue
    }
    if (take(LITERAL) === undefined) {
      const isMissing = open.at(-1) === '{' && (character === ',' || character === '}')
      return fail(isMissing ? said('json.value-missing') : notAValue(character))
    }
    expected = afterValue()
  }
}

function atEnd(open: readonly string[], text: string): Said {
  if (text.trim() === '') return said('json.is-empty')
  const last = open.at(-1)
  if (!last) return said('json.ends-early')
  return said('json.ends-open', { open: last })
}

function inString(character: string | undefined): Said {
  if (character === undefined) return said('json.ends-in-text')
  if (character === '\\') return said('json.backslash', { example: '"\\\\"' })
  return said('json.line-end-in-text')
}

const STRAIGHTEN = said('json.straighten')
const CURLY_END = said('json.curly-end', { straighten: STRAIGHTEN })
const TOO_MANY_COMMAS = said('json.comma-too-many')

function notAKey(character: string): Said {
  if (character === ',') return TOO_MANY_COMMAS
  if (CURLY_QUOTE.test(character)) return said('json.curly-key', { straighten: STRAIGHTEN })
  if (character === "'") return said('json.single-quotes-key')
  return said('json.key-expected')
}

function notAValue(character: string): Said {
  if (character === ',') return TOO_MANY_COMMAS
  if (CURLY_QUOTE.test(character)) return said('json.curly-text', { straighten: STRAIGHTEN })
  if (character === "'") return said('json.single-quotes-text')
  if (character === '/' || character === '#') return said('json.no-comments')
  if (character === '<') return said('json.web-page')
  return said('json.value-expected', { brace: '{', bracket: '[' })
}
