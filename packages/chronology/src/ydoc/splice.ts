/** One replacement that turns a text into another: what a field changes, and what an input has changed in it. */
export interface Splice {
  /** UTF-16 offsets in the text as it was. */
  start: number
  end: number
  insert: string
}

/** The smallest single replacement that turns one text into the other; never cuts a surrogate pair in two. */
export function spliceBetween(before: string, after: string): Splice {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  if (start > 0 && isHighSurrogate(before.charCodeAt(start - 1))) start--
  let same = 0
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++
  if (same > 0 && isLowSurrogate(before.charCodeAt(before.length - same))) same--
  return { start, end: before.length - same, insert: after.slice(start, after.length - same) }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
