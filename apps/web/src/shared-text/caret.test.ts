import { expect, test } from 'vitest'
import { caretAfter } from './caret.ts'

test.each([
  ['an insertion before the caret moves it', 5, [{ insert: 'ab' }], 7],
  ['an insertion behind the caret leaves it', 2, [{ retain: 4 }, { insert: 'ab' }], 2],
  ['an insertion at the caret goes behind it', 4, [{ retain: 4 }, { insert: 'ab' }], 4],
  ['a deletion before the caret moves it', 5, [{ retain: 1 }, { delete: 2 }], 3],
  ['a deletion around the caret puts it at the start of the gap', 5, [{ retain: 2 }, { delete: 10 }], 2],
  ['a replacement before the caret moves it by the difference', 6, [{ delete: 2 }, { insert: 'abc' }], 7],
])('%s', (_title, offset, delta, expected) => {
  expect(caretAfter(offset, delta)).toBe(expected)
})
