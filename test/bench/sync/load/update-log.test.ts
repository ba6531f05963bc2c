import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { Received, UpdateLog } from './update-log.ts'

const SENT = [
  { clientId: 11, count: 3 },
  { clientId: 22, count: 2 },
]

describe('what readers got', () => {
  test('is counted per update, whether they came singly, merged, repeated or in another order', () => {
    const [a, b] = [typed(11, 3), typed(22, 2)]
    const log = new UpdateLog()
    const readers = [
      [...a, ...b],
      [...a, ...b],
      [merged([a[0], a[1], b[0]]), merged([a[2], b[1]])],
      [a[0], b[0], a[0], merged([a[0], a[1]]), b[1], a[2]],
    ].map((frames) => {
      const reader = log.newReader()
      for (const frame of frames) hand(reader, frame)
      return reader
    })
    const received = new Received(SENT)
    expect(readers.map((reader) => [...received.totals(reader)])).toEqual([
      [0, 1, 2, 3, 4, 5],
      [0, 1, 2, 3, 4, 5],
      [0, 3, 5],
      [0, 1, 2, 2, 3, 4, 5],
    ])
  })

  test('lacks what a server left out', () => {
    const [a, b] = [typed(11, 3), typed(22, 2)]
    const log = new UpdateLog()
    const whole = log.newReader()
    for (const frame of [...a, ...b]) hand(whole, frame)
    const torn = log.newReader()
    for (const frame of [a[0], a[2], ...b]) hand(torn, frame)
    const cut = log.newReader()
    for (const frame of a) hand(cut, frame)
    const received = new Received(SENT)
    expect([whole, torn, cut].map((reader) => received.totals(reader).at(-1))).toEqual([5, 4, 3])
  })

  test('says with which frame each update came', () => {
    const [a, b] = [typed(11, 3), typed(22, 2)]
    const reader = new UpdateLog().newReader()
    for (const frame of [a[0], merged([a[1], a[2], b[0]])]) hand(reader, frame)
    const heard: string[] = []
    new Received(SENT).visit(reader, (clientId, update, frame) => heard.push(`${clientId}:${update}@${frame}`))
    expect(heard.toSorted()).toEqual(['11:0@0', '11:1@1', '11:2@1', '22:0@1'])
  })
})

/** As from a socket: somewhere in a buffer that is overwritten afterwards. */
function hand(reader: ReturnType<UpdateLog['newReader']>, frame: Uint8Array | undefined): void {
  const bytes = Buffer.concat([Buffer.of(1, 2), frame ?? new Uint8Array(), Buffer.of(3)])
  reader.receive(bytes, 2, bytes.length - 1)
  bytes.fill(0)
}

function typed(clientId: number, count: number): Uint8Array[] {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  const text = doc.getText(String(clientId))
  for (let i = 0; i < count; i++) text.insert(text.length, 'abc')
  return updates
}

function merged(updates: (Uint8Array | undefined)[]): Uint8Array {
  return Y.mergeUpdates(updates.filter((update) => update !== undefined))
}
