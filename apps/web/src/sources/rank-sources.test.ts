import type { Source } from '@coeval/chronology'
import { expect, test } from 'vitest'
import { sourceFinder } from './rank-sources.ts'

const year = (value: number) => ({ 'date-parts': [[value]] })
const sources: Source[] = [
  {
    id: 'green',
    type: 'book',
    author: [{ family: 'Green', given: 'M.' }],
    title: 'Reluctant Realism: Challenges in an Era of Uncertain Power',
    issued: year(2001),
  },
  {
    id: 'len',
    type: 'article-journal',
    author: [{ family: 'Len', given: 'C.' }],
    title: "Japan's Central Asian Diplomacy",
    'container-title': 'The China and Eurasia Forum Quarterly',
    issued: year(2005),
  },
  { id: 'lenz', type: 'book', author: [{ family: 'Lenz', given: 'A.' }], title: 'Roads', issued: year(1999) },
  {
    id: 'leninabad',
    type: 'book',
    author: [{ family: 'Abe', given: 'K.' }],
    title: 'Leninabad in 1950',
    issued: year(2010),
  },
  {
    id: 'silk',
    type: 'book',
    author: [{ family: 'Ota', given: 'B.' }],
    title: 'Paths to Lenin Peak',
    issued: year(2011),
  },
  {
    id: 'hawn',
    type: 'book',
    author: [{ family: 'Čížek', given: 'Jiří' }],
    title: 'Łódź and Øresund',
    issued: year(2007),
  },
  {
    id: 'dobrinskaya',
    type: 'article-journal',
    author: [{ family: 'Добринская', given: 'О.' }],
    title: 'Диалог «Центральная Азия + Япония»',
    issued: year(2023),
  },
  {
    id: 'uyama',
    type: 'article-journal',
    author: [{ family: '宇山', given: '智彦' }],
    title: '日本の対中央アジア外交',
    issued: year(2008),
  },
  {
    id: 'mofa',
    type: 'webpage',
    author: [{ literal: 'Ministry of Foreign Affairs' }],
    title: 'Diplomatic Bluebook 2004',
  },
  { id: 'odd', type: 'book', author: 'nobody' } as unknown as Source,
]
const find = sourceFinder(sources)
const ids = (query: string) => find(query).map(({ id }) => id)

test('an author comes before a title, the beginning of a title before a word in it, and parts of words last', () => {
  expect(ids('Len')).toEqual(['len', 'lenz', 'leninabad', 'silk', 'green'])
})

test.each([
  ['len 2005', 'len'],
  ['2005 len', 'len'],
  ['200', 'len'],
  ['2005', 'len'],
  ['green', 'green'],
  ['chall', 'green'],
  ['M. Green', 'green'],
  ['japan’s central', 'len'],
  ['eurasia', 'len'],
  ['cizek', 'hawn'],
  ['Čížek', 'hawn'],
  ['lodz', 'hawn'],
  ['oresund', 'hawn'],
  ['добр', 'dobrinskaya'],
  ['ДОБРИНСКАЯ 2023', 'dobrinskaya'],
  ['диалог', 'dobrinskaya'],
  ['宇山', 'uyama'],
  ['中央アジア', 'uyama'],
  ['ministry', 'mofa'],
  ['bluebook', 'mofa'],
])('“%s” finds %s first', (query, id) => {
  expect(ids(query)).toContain(id)
  if (query !== '200') expect(ids(query)[0]).toBe(id)
})

test('every word must be found, and no word finds all in their order', () => {
  expect(ids('len 1950')).toEqual(['leninabad'])
  expect(ids('len realism roads')).toEqual([])
  expect(ids(' ').length).toBe(sources.length)
  expect(ids('«»')).toHaveLength(sources.length)
})
