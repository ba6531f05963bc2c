/** Where a text stops being JSON (RFC 8259), in words for people who wrote it by hand. */

export interface JsonError {
  /** Both from 1; columns in UTF-16 units, as editors count. */
  line: number
  column: number
  message: string
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
  const { offset, message } = scan(text)
  return { ...lineAndColumn(text, offset), message }
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

function scan(text: string): { offset: number; message: string } {
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
  const fail = (message: string) => ({ offset, message })

  for (;;) {
    take(SPACE)
    const character = text[offset]
    if (character === undefined) return fail(atEnd(open, text))
    switch (expected) {
      case 'nothing':
        return fail('there is something after the end of the JSON; remove it.')
      case 'colon':
        if (character !== ':') return fail('a ":" is missing between a key and its value.')
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
          return fail(`a "," or "${close}" is missing before this.`)
        }
        continue
      }
      case 'key or }':
      case 'key':
        if (character === '}') {
          if (expected === 'key') return fail('there is a comma too many before this "}"; remove it.')
          offset++
          open.pop()
          expected = afterValue()
          continue
        }
        if (character !== '"') return fail(notAKey(character))
        break
      default:
        if (character === ']' && open.at(-1) === '[') {
          if (expected === 'value') return fail('there is a comma too many before this "]"; remove it.')
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
      return fail(isMissing ? 'the value after the ":" is missing; write one or remove the key.' : notAValue(character))
    }
    expected = afterValue()
  }
}

function atEnd(open: readonly string[], text: string): string {
  if (text.trim() === '') return 'it is empty; choose another file.'
  const last = open.at(-1)
  if (!last) return 'it ends too early.'
  return `it ends before a "${last}" was closed; is the file complete?`
}

function inString(character: string | undefined): string {
  if (character === undefined) return 'it ends inside a text; a closing double quote is missing.'
  if (character === '\\') return 'a backslash in a text must be written twice ("\\\\").'
  return 'a text goes over the end of the line or holds a control character; close it, or write \\n or \\t.'
}

const STRAIGHTEN =
  'replace the curly quotes (“ ”) around keys and texts by straight ones ("), and edit the file in a plain text editor, for ' +
  'word processors put curly ones.'

const CURLY_END = `the text that ends before this may have been closed with a curly quote; ${STRAIGHTEN}`

const TOO_MANY_COMMAS = 'there is a comma too many here; remove it.'

function notAKey(character: string): string {
  if (character === ',') return TOO_MANY_COMMAS
  if (CURLY_QUOTE.test(character)) return `a key stands in quotes that JSON does not know; ${STRAIGHTEN}`
  if (character === "'") return 'a key in double quotes is expected here; replace the single quotes by double ones (").'
  return 'a key in double quotes is expected here.'
}

function notAValue(character: string): string {
  if (character === ',') return TOO_MANY_COMMAS
  if (CURLY_QUOTE.test(character)) return `a text stands in quotes that JSON does not know; ${STRAIGHTEN}`
  if (character === "'") return 'text must stand in straight double quotes.'
  if (character === '/' || character === '#') return 'JSON has no comments; remove this one.'
  if (character === '<') return 'this looks like a web page, not JSON; download the file itself.'
  return 'text in double quotes, a number, true, false, null, "{" or "[" is expected here.'
}
