import { expect, test } from 'vitest'
import { Refusal } from '../refusal.ts'
import { pathOf } from './return-path.ts'

test.each(['/', '/c/caj', '/c/caj?at=2004#e1', '/c/%2F%2Fevil', '/中亚'])('%j is a path of this server', (path) => {
  expect(pathOf(path)).toBe(path)
})

test.each([
  '',
  'c/caj',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  'javascript:alert(1)',
  '/\t/evil.example',
  '/\n/evil.example',
  ' /c/caj',
  '/c\\caj',
  '/c/a b',
])('%j is none', (path) => {
  expect(() => pathOf(path)).toThrow(Refusal)
})
