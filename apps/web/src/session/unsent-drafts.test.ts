// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { takeWhatWasTyped, WRITTEN_WHEN_LEFT } from './unsent-drafts.ts'

afterEach(() => document.body.replaceChildren())

function field(attributes: Record<string, string>, value: string): HTMLInputElement {
  const input = document.createElement('input')
  for (const [name, text] of Object.entries(attributes)) input.setAttribute(name, text)
  input.value = value
  document.body.append(input)
  return input
}

test('words of a form that was not sent are given, in the order of the page; empty fields and others are not', () => {
  field({ 'data-draft': '' }, ' Sarkisov 2006 ')
  field({ 'data-draft': '' }, '')
  field({}, 'what was searched for')
  field({ 'data-draft': '' }, 'p. 36')
  expect(takeWhatWasTyped(document)).toEqual(['Sarkisov 2006', 'p. 36'])
})

test('a date writes itself when its field is left; what is no date is given', () => {
  const date = field({ 'data-draft': WRITTEN_WHEN_LEFT }, '2006-06-05')
  field({ 'data-draft': WRITTEN_WHEN_LEFT, 'aria-invalid': 'true' }, 'next spring')
  date.focus()
  let isLeft = false
  date.addEventListener('blur', () => (isLeft = true))
  expect(takeWhatWasTyped(document)).toEqual(['next spring'])
  expect(isLeft).toBe(true)
})
