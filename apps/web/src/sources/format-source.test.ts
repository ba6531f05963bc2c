import type { Json, Source } from '@coeval/chronology'
import { expect, test } from 'vitest'
import {
  formatLocator,
  formatPointer,
  formatSource,
  formatSourceShort,
  namesToText,
  parseNames,
  sourceAddress,
  sourceText,
} from './format-source.ts'

const book: Source = {
  id: 'fn-08',
  type: 'book',
  title: "Japan's Reluctant Realism",
  author: [{ family: 'Green', given: 'M.' }],
  publisher: 'Palgrave Macmillan',
  issued: { 'date-parts': [[2003]] },
}

test('a book reads author, year, title in italics, publisher', () => {
  expect(sourceText(book)).toBe("M. Green, 2003. Japan's Reluctant Realism. Palgrave Macmillan.")
  expect(formatSource(book).filter((part) => part.italic)).toEqual([
    { text: "Japan's Reluctant Realism", italic: true },
  ])
  expect(formatSourceShort(book)).toBe('Green 2003')
})

test('an article has its journal in italics, with volume and pages', () => {
  const article: Source = {
    id: 'a',
    type: 'article-journal',
    title: 'Why now?',
    author: [
      { family: 'Uyama', given: 'T.' },
      { family: 'Yuasa', given: 'T.' },
    ],
    'container-title': 'Slavic Studies',
    volume: 12,
    issue: '3',
    page: '1-20',
    issued: { 'date-parts': [['2008', 5]], circa: true },
  }
  expect(sourceText(article)).toBe('T. Uyama, T. Yuasa, c. 2008. Why now? Slavic Studies 12 (3), 1-20.')
  expect(formatSourceShort(article)).toBe('Uyama & Yuasa c. 2008')
})

test('institutions, many authors and sources without authors have a name too', () => {
  expect(formatSourceShort({ id: 'x', type: 'webpage', author: [{ literal: 'Ministry of Foreign Affairs' }] })).toBe(
    'Ministry of Foreign Affairs',
  )
  const many = ['A', 'B', 'C', 'D'].map((family) => ({ family }))
  expect(formatSourceShort({ id: 'x', type: 'book', author: many })).toBe('A et al.')
  expect(formatSourceShort({ id: 'x', type: 'webpage', title: 'Short title' })).toBe('Short title')
  expect(formatSourceShort({ id: 'x', type: 'webpage' })).toBe('x')
  expect(formatSourceShort({ id: 'x', type: 'webpage', title: 'Action Plan', publisher: 'Ministry' })).toBe(
    'Ministry, Action Plan',
  )
  expect(formatSourceShort(undefined)).toBe('a source that was removed')
})

test('data that is no CSL does not throw', () => {
  const odd = {
    id: 'x',
    type: 'book',
    author: ['who', null, 3],
    issued: 'soon',
    publisher: { a: 1 },
  } as unknown as Source
  expect(sourceText(odd)).toBe('x.')
})

test('a locator is named by its CSL term; without one it is a page', () => {
  expect(formatLocator({ locator: '163' })).toBe('p. 163')
  expect(formatLocator({ locator: '12–14' })).toBe('pp. 12–14')
  expect(formatLocator({ label: 'note', locator: '30' })).toBe('n. 30')
  expect(formatLocator({ label: 'section', locator: 'Agenda: politics, security' })).toBe(
    'section “Agenda: politics, security”',
  )
  expect(formatLocator({ label: 'verse', locator: '3' })).toBe('verse 3')
  expect(formatLocator({ label: 'page' })).toBe('')
})

test('a pointer carries what stands before and after', () => {
  expect(formatPointer(book, { prefix: 'see', locator: '163', suffix: 'with doubts' })).toBe(
    'see Green 2003, p. 163, with doubts',
  )
})

test('names survive the way through a form', () => {
  const names = [{ family: 'Green', given: 'M.' }, { literal: 'Ministry of Foreign Affairs' }]
  const source: Source = { id: 'x', type: 'book', author: names as unknown as Json }
  expect(parseNames(namesToText(source))).toEqual(names)
})

test('only web addresses and DOIs can be opened', () => {
  expect(sourceAddress({ id: 'x', type: 'book', DOI: '10.1000/182' })).toBe('https://doi.org/10.1000/182')
  expect(sourceAddress({ id: 'x', type: 'book', URL: 'javascript:alert(1)' })).toBeUndefined()
})
