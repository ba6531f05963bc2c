/**
 * Files and updates that are to spoil a chronology by what stands in them: dates that are none, links that run something,
 * ids and names that are words of a language or paths.
 */
import { addEvent, commentaryOf } from '@coeval/chronology/ydoc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { done } from './instance.ts'
import {
  anEvent,
  editor,
  expectGoodExport,
  exported,
  file,
  importText,
  instance,
  type Json,
  messageOf,
  room,
  saved,
} from './spoilt-room.ts'

test('[attack 14] dates that are none are named, or kept as text, and the chronology still opens', async () => {
  const dates = [
    '0000-00-00',
    '-4713-11-24',
    '275760-09-14',
    '2004/1999',
    '2004-02-30',
    'NaN',
    '1e308',
    '9'.repeat(400),
  ]
  const spoilt = await file()
  spoilt.events = dates.map((date, n) => ({ ...anEvent(`e${n}`), date }))
  const { status, body } = await importText(JSON.stringify(spoilt))
  expect([201, 422]).toContain(status)
  if (status === 201) await expectGoodExport([], (body as { id: string }).id)
  else expect(messageOf(body)).toMatch(/date/i)
  for (const date of [1e308, null, true, [], {}, 2004]) {
    spoilt.events = [{ ...anEvent('e1'), date }]
    const answer = await importText(JSON.stringify(spoilt))
    expect([201, 422]).toContain(answer.status)
    if (answer.status === 201) await expectGoodExport([], (answer.body as { id: string }).id)
  }
})

test('[attack 14] dates of any kind that come by an update do not spoil the export', async () => {
  for (const [n, date] of [1e308, Number.NaN, null, [], { year: 1 }, '2004/1999', '0000-00-00'].entries()) {
    addEvent(editor.doc, { id: `e${n}`, title: `${n}` })
    ;(editor.doc.getMap('events').get(`e${n}`) as Y.Map<unknown>).set('date', date)
  }
  await saved()
  await expectGoodExport(['good'])
})

const HREFS = [
  'javascript:alert(1)',
  ' java\tscript:alert(1)',
  'JaVaScRiPt:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '//evil.example',
  '/\\evil.example',
  'https:evil.example',
  'file:///etc/passwd',
]

test('[attack 16] links that run something, in a file, are gone when it is exported', async () => {
  const spoilt = await file()
  spoilt.commentary = { type: 'doc', content: HREFS.map((href) => paragraph('link', { href })) }
  const imported = await done<{ id: string }>(importText(JSON.stringify(spoilt)))
  expect(hrefsOf((await exported(imported.id)).text)).toEqual([])
})

test('[attack 16] and such that came by an update', async () => {
  const fragment = commentaryOf(editor.doc, 'good')
  for (const href of HREFS) fragment?.insert(0, [linked(href)])
  const image = new Y.XmlElement('a')
  fragment?.insert(0, [image, linked('https://example.org/good')])
  image.setAttribute('href', 'javascript:alert(2)')
  await saved()
  expect(hrefsOf((await exported(room)).text)).toEqual(['https://example.org/good'])
  await expectGoodExport(['good'])
})

test('[attack 17] unknown marks, and attributes of links that are lists or objects, break nothing', async () => {
  const attrs = {
    href: 'https://example.org',
    target: '_self',
    rel: null,
    class: ['fixed', 'inset-0'],
    style: { a: 1 },
  }
  const spoilt = await file()
  spoilt.commentary = { type: 'doc', content: [paragraph('link', attrs), paragraph('blink', { on: ['click'] })] }
  const imported = await done<{ id: string }>(importText(JSON.stringify(spoilt)))
  await expectGoodExport([], imported.id)
  const text = new Y.XmlText()
  commentaryOf(editor.doc, 'good')?.insert(0, [text])
  text.applyDelta([{ insert: 'x', attributes: { link: attrs, blink: true, __proto__: { a: 1 }, constructor: 'x' } }])
  await saved()
  await expectGoodExport(['good'])
})

test('[attack 20] ids that are there twice, or are words of JavaScript, are refused or kept as they are', async () => {
  const twice = await file()
  twice.events = [anEvent('same'), { ...anEvent('same'), title: 'Another' }]
  const { status, body } = await importText(JSON.stringify(twice))
  expect(status).toBe(422)
  expect(messageOf(body)).toMatch(/same/)
  const words = JSON.stringify(await file()).replace(
    /"events":\[\]/,
    `"events":[${['constructor', 'toString', '../../etc/passwd', 'hasOwnProperty'].map((id) => JSON.stringify(anEvent(id))).join()},` +
      `{"id":"__proto__","title":"x","date":"2004","kind":"context","commentary":{"type":"doc","content":[]},"__proto__":{"polluted":true}}]`,
  )
  const answer = await importText(words)
  expect([201, 422]).toContain(answer.status)
  if (answer.status === 201) await expectGoodExport([], (answer.body as { id: string }).id)
  expect(({} as { polluted?: boolean }).polluted).toBe(undefined)
})

test.each([
  '../../../etc/passwd',
  '..\\..\\windows\\system32',
  'a"; filename="evil.html',
  'a\r\nSet-Cookie: x=1',
  '.htaccess',
  '𐰀'.repeat(40),
  `x${'𐰀'.repeat(40)}`,
  '\u202egpj.exe',
  '中亚',
  '///',
])('[attack 20] a file is never called by more than letters: %j', async (title) => {
  const id = await instance.chronology(title)
  const { headers, status } = await exported(id)
  expect(status).toBe(200)
  const name = decodeURIComponent(/filename\*=UTF-8''(\S+)$/.exec(headers.get('content-disposition') ?? '')?.[1] ?? '')
  expect(name).toMatch(/^[\p{Letter}\p{Number}][\p{Letter}\p{Number}_-]*\.json$/u)
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"; filename\*=UTF-8''[\w%.-]+$/)
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('set-cookie')).toBe(null)
})

test('[attack 20] what is imported is nobody’s but the importer’s, whatever it says of its id and authors', async () => {
  const claims = {
    ...(await file()),
    id: 'caj',
    owner: 'x',
    members: [{ id: 'x', role: 'owner' }],
    visibility: 'public',
  }
  const ada = await instance.account('Ada')
  const made = await done<{ id: string; visibility: string; role: string }>(
    ada.send('POST', '/api/chronologies/import', claims),
  )
  expect(made).toMatchObject({ visibility: 'private', role: 'owner' })
  expect(made.id).not.toBe('caj')
  expect((await instance.owner.send('GET', `/api/chronologies/${made.id}`)).status).toBe(404)
})

test('[attack 20] a file that is none is refused with a sentence', async () => {
  for (const text of [
    '',
    'null',
    '0',
    '""',
    '[]',
    '{}',
    '{"format":"coeval-chronology"}',
    '\u0000',
    'PK\u0003\u0004',
    '<svg/>',
  ]) {
    const { status, body } = await importText(text)
    expect([text, status]).toEqual([text, 422])
    expect(messageOf(body)).toMatch(/\w+ \w+/)
  }
})

function paragraph(mark: string, attrs: Json): Json {
  return { type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: mark, attrs }] }] }
}

function linked(href: string): Y.XmlElement {
  const element = new Y.XmlElement('paragraph')
  const text = new Y.XmlText()
  text.applyDelta([{ insert: 'x', attributes: { link: { href } } }])
  element.insert(0, [text])
  return element
}

function hrefsOf(text: string): string[] {
  return [...text.matchAll(/"href":\s*"((?:[^"\\]|\\.)*)"/g)].map(([, href = '']) => href)
}
