/**
 * A process to be killed: appends numbers to the room's log and puts a snapshot in the place of the log, again and
 * again. Prints how many numbers are on disk, each time that it was promised.
 *
 *   node compact-loop.ts DATABASE
 */
import { randomBytes } from 'node:crypto'
import { openDocument } from '@coeval/sync'
import * as Y from 'yjs'
import { openSqliteStorage } from '../../apps/server/src/storage/sqlite/index.ts'

const ROOM = 'room'
const ROWS_PER_SNAPSHOT = 3
/** So much that a snapshot takes its time. */
const PADDING_BYTES = 4_000_000

const { rooms, chronologies } = openSqliteStorage(process.argv[2] ?? '')
if (!(await rooms.load(ROOM))) {
  const seed = new Y.Doc()
  seed.getMap('padding').set('bytes', new Uint8Array(randomBytes(PADDING_BYTES)))
  const facts = { title: '', events: 0, nowMs: 0, visibility: 'private', owner: null } as const
  await chronologies.create({ id: ROOM, generation: 'g', state: Y.encodeStateAsUpdateV2(seed), ...facts })
}
const stored = await rooms.load(ROOM)
if (!stored) throw new Error('the room is gone')
const opened = openDocument(ROOM, stored)
const { doc } = opened
let { seq } = opened
const numbers = doc.getArray<number>('numbers')
let update: Uint8Array = new Uint8Array()
doc.on('update', (bytes: Uint8Array) => {
  update = bytes
})
for (;;) {
  for (let n = 0; n < ROWS_PER_SNAPSHOT; n++) {
    numbers.push([numbers.length])
    await rooms.append([{ room: ROOM, seq: ++seq, update, timeMs: Date.now() }])
    process.stdout.write(`${numbers.length}\n`)
  }
  await rooms.saveSnapshot(ROOM, Y.encodeStateAsUpdateV2(doc), seq)
}
