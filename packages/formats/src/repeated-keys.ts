/** Keys that stand twice in one object. JSON.parse keeps the last of them and says nothing. */
import { childPath, type FoundProblem, shortenText, shownLine, shownText } from '@coeval/chronology'
import { MAX_PROBLEMS_PER_KIND } from '@coeval/chronology/check'
import { foundProblem, said as saidOfChecks } from '@coeval/chronology/messages'
import { endOfString } from './json-string.ts'
import { english } from './messages/english.ts'
import { said } from './messages/said.ts'

/** More keys than this in one object are looked up in a set; most objects have fewer. */
const MAX_IN_A_LIST = 16
const SHOWN_KEY_LENGTH = 80
const SHOWN_PATH_LENGTH = 300

const QUOTE = 0x22
const COMMA = 0x2c
const LIST = 0x5b
const END_OF_LIST = 0x5d
const OBJECT = 0x7b
const END_OF_OBJECT = 0x7d

interface Repeat {
  path: string
  key: string
  /** Of the opening quotes. */
  first: number
  again: number
}

/** What is open at one depth. Used again for the next one there: a file has millions. */
interface Level {
  isObject: boolean
  /** Of a list, the index of the item that is being read. */
  index: number
  keys: string[]
  offsets: number[]
  many: Map<string, number> | null
}

/**
 * A warning for each key that its object has already, by line and column. Call only with text that JSON.parse has taken,
 * and that is not nested too deep. One walk over the text; of many, 200 are told and the others counted.
 */
export function findRepeatedKeys(text: string): FoundProblem[] {
  const { repeats, count } = scan(text)
  const places = linesAndColumns(
    text,
    repeats.flatMap(({ first, again }) => [first, again]),
  )
  const problems = repeats.map(({ path, key, first, again }): FoundProblem => {
    const [line, column] = places.get(again) ?? [0, 0]
    const shown = shownText(JSON.stringify(shortenText(key, SHOWN_KEY_LENGTH)), Infinity)
    const values = { line, column, key: shown, first: places.get(first)?.[0] ?? 0 }
    const where = saidOfChecks('where.file')
    const at = { severity: 'warning', path: shownLine(path, SHOWN_PATH_LENGTH), where } as const
    return foundProblem({ ...at, said: said('file.repeated-key', values) }, english)
  })
  if (count > repeats.length) {
    const more = said('file.repeated-keys-more', { count: count - repeats.length })
    problems.push(foundProblem({ severity: 'warning', path: '', where: null, said: more }, english))
  }
  return problems
}

function scan(text: string): { repeats: Repeat[]; count: number } {
  const repeats: Repeat[] = []
  let count = 0
  const levels: Level[] = []
  let depth = -1
  let isKeyNext = false
  for (let offset = 0; offset < text.length; offset++) {
    switch (text.charCodeAt(offset)) {
      case OBJECT:
      case LIST:
        depth++
        isKeyNext = text.charCodeAt(offset) === OBJECT
        openLevel(levels, depth, isKeyNext)
        break
      case END_OF_OBJECT:
      case END_OF_LIST:
        depth--
        isKeyNext = false
        break
      case COMMA: {
        const level = levels[depth]
        if (!level) break
        isKeyNext = level.isObject
        level.index++
        break
      }
      case QUOTE: {
        const end = endOfString(text, offset)
        const level = levels[depth]
        if (isKeyNext && level) {
          const key = keyAt(text, offset, end)
          const first = addKey(level, key, offset)
          if (first !== undefined && ++count <= MAX_PROBLEMS_PER_KIND) {
            repeats.push({ path: pathOf(levels, depth), key, first, again: offset })
          }
        }
        isKeyNext = false
        offset = end
      }
    }
  }
  return { repeats, count }
}

function openLevel(levels: Level[], depth: number, isObject: boolean): void {
  const level = (levels[depth] ??= { isObject, index: 0, keys: [], offsets: [], many: null })
  level.isObject = isObject
  level.index = 0
  level.keys.length = 0
  level.offsets.length = 0
  level.many = null
}

/** Where the object has it already: the offset of the one before. The last key of `keys` is always the one being read. */
function addKey(level: Level, key: string, offset: number): number | undefined {
  const { keys, offsets } = level
  let first: number | undefined
  if (level.many) first = level.many.get(key)
  else {
    const index = keys.indexOf(key)
    if (index >= 0) first = offsets[index]
  }
  keys.push(key)
  offsets.push(offset)
  if (level.many) level.many.set(key, offset)
  else if (keys.length > MAX_IN_A_LIST) level.many = new Map(keys.map((each, index) => [each, offsets[index] ?? 0]))
  return first
}

function keyAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end)
  return raw.includes('\\') ? (JSON.parse(text.slice(start, end + 1)) as string) : raw
}

function pathOf(levels: readonly Level[], depth: number): string {
  let path = ''
  for (const { isObject, index, keys } of levels.slice(0, depth + 1)) {
    path = childPath(path, isObject ? shortenText(keys.at(-1) ?? '', SHOWN_KEY_LENGTH) : `${index}`)
    if (path.length > SHOWN_PATH_LENGTH) break
  }
  return path
}

/** By offset; one walk over the text for all of them. */
function linesAndColumns(text: string, offsets: readonly number[]): Map<number, [line: number, column: number]> {
  const places = new Map<number, [number, number]>()
  let line = 1
  let lineStart = 0
  let lineEnd = text.indexOf('\n')
  for (const offset of [...offsets].sort((a, b) => a - b)) {
    while (lineEnd !== -1 && lineEnd < offset) {
      line++
      lineStart = lineEnd + 1
      lineEnd = text.indexOf('\n', lineStart)
    }
    places.set(offset, [line, offset - lineStart + 1])
  }
  return places
}
