import { MAX_NAME_LENGTH, PersonName } from '@coeval/api'
import { readInput } from '@coeval/api/server'
import { expect, test } from 'vitest'
import { presentableName } from './names.ts'

const SAID: [unknown, string][] = [
  ['  Ada \n Lovelace ', 'Ada Lovelace'],
  ['Ada\u202e ecalevoL', 'Ada ecalevoL'],
  ['A\u0000d\u0007a', 'Ada'],
  ['Ada\ud800', 'Ada'],
  ['x'.repeat(5000), 'x'.repeat(MAX_NAME_LENGTH)],
  [`${'x'.repeat(MAX_NAME_LENGTH - 1)}😀`, 'x'.repeat(MAX_NAME_LENGTH - 1)],
  ['', 'Member'],
  [' \u200b\u2060 ', 'Member'],
  ['\u3164\u115f', 'Member'],
  ['\u202e', 'Member'],
  [{ name: 'Ada' }, 'Member'],
  [undefined, 'Member'],
  ['Зоя Ёлкина', 'Зоя Ёлкина'],
  ['‏עדה', '‏עדה'],
]

test('a name that comes from elsewhere is one that a person might have given here', () => {
  for (const [said, expected] of SAID) {
    const name = presentableName([said], 'Member')
    expect(name).toBe(expected)
    expect(readInput(PersonName, name, 'body').value).toBe(name)
  }
  expect(presentableName([7, '\u200b', 'nick'], 'Member')).toBe('nick')
})
