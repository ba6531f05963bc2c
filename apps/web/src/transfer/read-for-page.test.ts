import { expect, test } from 'vitest'
import { readForPage } from './read-for-page.ts'

const request = (file: unknown, language: string) => ({
  bytes: new TextEncoder().encode(JSON.stringify(file)),
  fileName: 'a.json',
  encoding: undefined,
  language,
})

const FILE = { format: 'coeval-chronology', version: 1, meta: { title: 'T' }, events: [{ id: 'e', title: '' }] }

test('what is wrong with a file is said in the page’s language, and in English where nobody translated it', async () => {
  const xx = async () => ({ check: { 'empty-text': '{where}: {key} vaka' }, where: { events: 'okazo {id}' } })
  const loaders = (language: string) => (language === 'xx' ? [xx] : [])
  const { summary, problems } = await readForPage(request(FILE, 'xx'), loaders)
  expect(summary).toEqual({ title: 'T', events: 1, sources: 0 })
  expect(problems).toEqual([
    { severity: 'warning', path: '/events/0/title', where: 'okazo "e"', message: 'Okazo "e": title vaka' },
  ])
  for (const language of ['en', 'de']) {
    const english = await readForPage(request(FILE, language), loaders)
    expect(english.problems[0]?.message).toBe('The "title" of event "e" is empty; write one.')
  }
})
