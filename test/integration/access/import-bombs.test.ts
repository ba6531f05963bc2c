/**
 * Files and updates that are to spoil a chronology by their shape or their size: whatever comes in, all of it can still be exported, and what comes
 * out can be read again. Mutants of updates are in mutation.test.ts, limits of frames in limits.test.ts, and updates that
 * cost Yjs minutes in hostile-update-sockets.test.ts.
 */
import { addEvent, commentaryOf } from '@coeval/chronology/ydoc'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
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
  saved,
} from './spoilt-room.ts'

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
