import { expect, test } from 'vitest'
import { completeLink, isSafeLink } from './safe-link.ts'

test('web and mail addresses are links', () => {
  for (const href of ['https://www.mofa.go.jp/a?b#c', 'HTTP://example.org', 'mailto:a@example.org']) {
    expect(isSafeLink(href), href).toBe(true)
  }
})

test('nothing that could run or lead elsewhere is a link', () => {
  const hostile = [
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    'https:evil',
    'https://\tevil',
    '/relative',
    'mailto:nobody',
    ['https://a.b'],
    null,
  ]
  for (const href of hostile) expect(isSafeLink(href), String(href)).toBe(false)
})

test('a typed address is completed, and what is none is refused', () => {
  expect(completeLink('www.mofa.go.jp/region')).toBe('https://www.mofa.go.jp/region')
  expect(completeLink('a@example.org')).toBe('mailto:a@example.org')
  expect(completeLink(' https://example.org ')).toBe('https://example.org')
  expect(completeLink('javascript:alert(1)')).toBeNull()
  expect(completeLink('hello')).toBeNull()
})
