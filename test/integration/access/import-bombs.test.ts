/**
 * Files and updates that are to spoil a chronology: whatever comes in, all of it can still be exported, and what comes
 * out can be read again. Mutants of updates are in mutation.test.ts, limits of frames in limits.test.ts, and updates that
 * cost Yjs minutes in hostile-update-sockets.test.ts.
 */
import { addEvent, commentaryOf } from '@coeval/chronology/ydoc'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { until } from '../real-tab.ts'
import { done, Instance } from './instance.ts'
import { type Peer, Peers } from './peer.ts'

type Json = Record<string, unknown>

let instance: Instance
let peers: Peers
let room: string
let editor: Peer

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
})

beforeEach(async () => {
  room = await instance.chronology('Spoilt')
  editor = await peers.join(room, instance.owner.headers)
  addEvent(editor.doc, { id: 'good', title: 'A good one', date: '2004-08-28' })
  await saved()
})

afterEach(() => peers.closeAll())

afterAll(async () => {
  expect((await fetch(`${instance.address}readyz`)).status).toBe(200)
  await instance.close()
})

test('[attack 11] a map within rich text, an unknown node, and attributes that are no text leave all others readable', async () => {
  addEvent(editor.doc, { id: 'bad', title: 'A bad one' })
  const fragment = commentaryOf(editor.doc, 'bad')
  const element = new Y.XmlElement('marquee')
  fragment?.insert(0, [new Y.Map<unknown>([['x', 1]]) as unknown as Y.XmlElement, element])
  element.setAttribute('on', ['click'] as unknown as string)
  element.setAttribute('class', { deep: [null] } as unknown as string)
  element.insert(0, [new Y.Array<unknown>() as unknown as Y.XmlText])
  editor.doc.getMap('events').set('no map', 'at all')
  editor.doc.getMap('events').set('a list', new Y.Array())
  editor.doc.getMap('commentary').set('good', new Y.Map())
  editor.doc.getMap('meta').set('title', 7)
  await saved()
  await expectGoodExport(['good', 'bad'])
})

test('[attack 12] commentary that is nested 5,000 deep is refused, or flattened, and the export does not overflow', async () => {
  addEvent(editor.doc, { id: 'deep', title: 'Deep' })
  let inner: Y.XmlElement = new Y.XmlElement('blockquote')
  const outer = inner
  commentaryOf(editor.doc, 'deep')?.insert(0, [outer])
  editor.doc.transact(() => {
    for (let depth = 0; depth < 5000; depth++) {
      const next = new Y.XmlElement('blockquote')
      inner.insert(0, [next])
      inner = next
    }
  })
  await Promise.race([saved(), editor.closed])
  await expectGoodExport(['good', 'deep'])
})

test('[attack 12] a file that is nested as deep is refused with a sentence, however it is nested', async () => {
  const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)
  const node = '{"type":"blockquote","content":['
  const commentary = `{"type":"doc","content":[${nested(5000, node, ']}')}]}`
  const text = JSON.stringify(await file()).replace(/"commentary":\{[^}]*\}/, `"commentary":${commentary}`)
  expect(text).toContain('blockquote')
  for (const bomb of [text, nested(200_000, '[', ']'), nested(200_000, '{"a":', '}'), `${nested(50_000, '[', ']')}x`]) {
    const { status, body } = await importText(bomb)
    expect(status).toBe(422)
    expect(messageOf(body)).toMatch(/\w+ \w+/)
  }
})

const LARGE: Record<string, (file: Json) => void> = {
  'a title of 1 MB': (file) => {
    file.events = [{ ...anEvent('e1'), title: 'x'.repeat(1024 * 1024) }]
  },
  'a note of 5 MB': (file) => {
    const note = { type: 'paragraph', content: [{ type: 'text', text: 'x'.repeat(5 * 1024 * 1024) }] }
    file.commentary = { type: 'doc', content: [note] }
  },
  'a title of the chronology of 3 MB': (file) => {
    file.meta = { ...(file.meta as Json), title: 'x'.repeat(3 * 1024 * 1024) }
  },
}

for (const [name, spoil] of Object.entries(LARGE)) {
  test(`[attack 13] ${name} is kept whole, and no answer but the export repeats it`, async () => {
    const spoilt = await file()
    spoil(spoilt)
    const { status, body } = await importText(JSON.stringify(spoilt))
    expect(status).toBe(201)
    expect(JSON.stringify(body).length).toBeLessThan(10_000)
    const list = await instance.owner.send('GET', '/api/chronologies')
    expect(JSON.stringify(list.body).length).toBeLessThan(20_000)
    const again = JSON.parse((await exported((body as { id: string }).id)).text) as Json
    expect([again.meta, again.commentary]).toEqual([spoilt.meta, spoilt.commentary])
    expect((again.events as Json[]).map(({ title }) => title)).toEqual(
      (spoilt.events as Json[]).map(({ title }) => title),
    )
  })
}

test('[attack 13] a file of 100,000 events is refused with a sentence or read, while others work on', async () => {
  const large = await file()
  large.events = Array.from({ length: 100_000 }, (_, n) => anEvent(`e${n}`))
  const importing = importText(JSON.stringify(large))
  editor.doc.getMap('meanwhile').set('said', true)
  await saved()
  const { status, body } = await importing
  console.log(`100,000 events: ${status} ${status === 201 ? '' : messageOf(body)}`)
  expect([201, 413, 422]).toContain(status)
  expect(editor.isOpen).toBe(true)
}, 120_000)

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

function saved(): Promise<void> {
  editor.doc.getMap('beat').set('n', Math.random())
  const before = editor.saved
  return until(() => editor.saved > before)
}

/** It answers, can be read again, and has these events. */
async function expectGoodExport(ids: readonly string[], of: string = room): Promise<void> {
  const { status, text } = await exported(of)
  expect(status).toBe(200)
  const { events } = JSON.parse(text) as { events: { id: string }[] }
  expect(events.map(({ id }) => id)).toEqual(expect.arrayContaining([...ids]))
  const again = await importText(text)
  expect([again.status, again.status === 201 ? '' : messageOf(again.body)]).toEqual([201, ''])
}

async function exported(id: string): Promise<{ status: number; text: string; headers: Headers }> {
  const answer = await fetch(`${instance.address}api/chronologies/${id}/export`, { headers: instance.owner.headers })
  return { status: answer.status, text: await answer.text(), headers: answer.headers }
}

async function file(): Promise<Json> {
  const empty = JSON.parse((await exported(await instance.chronology('A file'))).text) as Json
  return empty
}

function anEvent(id: string): Json {
  return { id, title: id, date: '2004', kind: 'context', commentary: { type: 'doc', content: [] } }
}

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

async function importText(body: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${instance.address}api/chronologies/import`, {
    method: 'POST',
    headers: { ...instance.owner.headers, 'content-type': 'application/json' },
    body,
  })
  return { status: answer.status, body: await answer.json() }
}

function messageOf(body: unknown): string {
  return (body as { error?: { message?: string } }).error?.message ?? ''
}
