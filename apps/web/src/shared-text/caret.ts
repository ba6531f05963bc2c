/** Where a caret belongs after somebody else changed the text that it stands in. */

/** One change as Y.Text reports it: keep, insert, delete, in order. */
export type TextDelta = readonly { retain?: number; insert?: unknown; delete?: number }[]

/**
 * The offset (UTF-16 units) after the delta. What is inserted exactly at the caret goes behind it: a colleague typing at
 * the same place does not push my caret along.
 */
export function caretAfter(offset: number, delta: TextDelta): number {
  let at = 0
  let moved = offset
  for (const part of delta) {
    if (part.retain !== undefined) at += part.retain
    else if (typeof part.insert === 'string') {
      if (at < moved) moved += part.insert.length
      at += part.insert.length
    } else if (part.delete !== undefined && at < moved) moved -= Math.min(part.delete, moved - at)
  }
  return moved
}
