import { expect, test } from 'vitest'
import { fitsField } from './index.ts'

test.each([
  ['event', 'date', '2004-08', true],
  ['event', 'date', '', false],
  ['event', 'date', 'in 2018, if at all', false],
  ['event', 'kind', 'document', true],
  ['event', 'kind', 'Statements come from meetings', false],
  ['event', 'mode', 'online', true],
  ['event', 'mode', 'Online and in person, said of one', false],
  ['event', 'ordinal', '14', true],
  ['event', 'ordinal', 'fourteenth', false],
  ['event', 'place', 'Astana', true],
  ['event', 'place', ' ', false],
  ['event', undefined, 'Whatever a passage says,\nin words.', true],
  ['document', 'type', 'action plan', true],
  ['track', 'count', '9', true],
  ['source', 'issued', '2003', true],
  ['source', 'URL', 'https://example.org/a.pdf', true],
  ['source', 'URL', 'strategy0911', false],
  ['event', 'toString', 'x', true],
] as const)('%s.%s takes %j: %s', (type, field, value, fits) => {
  expect(fitsField({ type, id: 'x', ...(field && { field }) }, value)).toBe(fits)
})
