import { expect, test } from 'vitest'
import { safeReturnTo } from './return-to.ts'

const back = (wished: string | null) => safeReturnTo(wished, 'https://chronology.example.org')

test('after signing in one is where one was', () => {
  expect(back('/c/caj')).toBe('/c/caj')
  expect(back('/c/caj?x=1#event=fmm-2')).toBe('/c/caj?x=1#event=fmm-2')
  expect(back('/account')).toBe('/account')
})

test.each([
  null,
  '',
  'c/caj',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  '/c/..//evil.example',
  'https://evil.example/c/caj',
  'https:evil.example',
  'javascript:alert(1)',
  '/%00',
  '//chronology.example.org/c/caj',
])('%j leads to the list, never to another server', (wished) => {
  expect(back(wished)).toBe('/')
})

test.each(['/sign-in', '/sign-in?returnTo=/c/caj', '/join', '/owner', '/elsewhere'])(
  '%s leads to the list',
  (wished) => {
    expect(back(wished)).toBe('/')
  },
)
