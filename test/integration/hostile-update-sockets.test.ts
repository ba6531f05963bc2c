/**
 * [S9] An update of less than 4 MiB that would keep Yjs busy for minutes, over a real socket: its sender goes for good,
 * the others come back to a room that has all that was acknowledged.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { MAX_FRAME_BYTES } from '@coeval/sync'
import { crafted, updateFrame } from '@coeval/sync/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'
import { WirePeer } from './wire-peer.ts'

const ROOM = 'caj'
const LETTERS = 200_000
const BEAT_MS = 20

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
let tabs: RealTab[]

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path)
  tabs = [new RealTab(server, ROOM), new RealTab(server, ROOM)]
  await until(() => tabs.every(({ isSaved }) => isSaved))
})

afterEach(async () => {
  for (const tab of tabs) tab.close()
  await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

test('[S9] the sender is sent away, the others come back, and nothing that was acknowledged is lost', async () => {
  const [writer, reader] = tabs as [RealTab, RealTab]
  const numbers = writer.doc.getArray<number>('numbers')
  const writing = setInterval(() => numbers.push([numbers.length]), BEAT_MS)
  try {
    await until(() => numbers.length > 10 && reader.doc.getArray('numbers').length > 10)
    const hostile = await WirePeer.join(server, ROOM)
    hostile.sendRaw(updateFrame(crafted.longText(LETTERS)))
    await until(() => reader.doc.getText('t').length === LETTERS)
    const attack = updateFrame(crafted.concurrentInsertions(LETTERS))
    expect(attack.length).toBeLessThan(MAX_FRAME_BYTES)
    const startMs = performance.now()
    hostile.sendRaw(attack)
    const { code } = await hostile.closed
    const sentAwayMs = performance.now() - startMs
    expect(code).toBe(4400)
    await until(() => tabs.every(({ closeCodes, provider }) => closeCodes.length > 0 && provider.synced))
    console.log(
      `an update of ${attack.length} bytes: sent away after ${sentAwayMs.toFixed(0)} ms, the others are back after ` +
        `${(performance.now() - startMs).toFixed(0)} ms`,
    )
    expect(tabs.map(({ closeCodes }) => closeCodes)).toEqual([[4509], [4509]])
    await wait(10 * BEAT_MS)
  } finally {
    clearInterval(writing)
  }
  await until(() => writer.isSaved && reader.doc.getArray('numbers').length === numbers.length)
  const made = Array.from(numbers, (_, n) => n)
  expect(reader.doc.getArray('numbers').toArray()).toEqual(made)
  // What is on disk, and no memory of the room.
  await server.end('SIGKILL')
  server = await ServerProcess.start(folder.path, { port: server.port })
  const late = await WirePeer.join(server, ROOM)
  expect(late.doc.getArray('numbers').toArray()).toEqual(made)
  expect(late.doc.getText('t').length).toBe(LETTERS)
  late.destroy()
})
