/** [S8] [F2] [F3] The limits that an operator may set, over real sockets: each with its close code and a sentence for people. */
import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const MIB = 1024 * 1024

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
const tabs: RealTab[] = []
const sockets: WebSocket[] = []

beforeEach(() => {
  folder = makeDataFolder()
})

afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close()
  for (const socket of sockets.splice(0)) socket.terminate()
  await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

test('[S8] a frame above a smaller COEVAL_MAX_FRAME_MIB is refused with 4413, one below it is taken', async () => {
  await start({ COEVAL_MAX_FRAME_MIB: '1' })
  const tab = openTab()
  await until(() => tab.isSaved)
  tab.write('x'.repeat(MIB - 1000))
  await until(() => tab.isSaved)
  expect(await endOf(await openSocket(), new Uint8Array(MIB + 1))).toEqual([4413, expect.stringMatching('too large')])
})

test('a frame below a larger COEVAL_MAX_FRAME_MIB is taken', async () => {
  await start({ COEVAL_MAX_FRAME_MIB: '6' })
  const tab = openTab()
  await until(() => tab.isSaved)
  tab.write('x'.repeat(5 * MIB))
  await until(() => tab.isSaved)
  expect(tab.closeCodes).toEqual([])
})

test('[S8] a stock client stops for good after a frame that is too large', async () => {
  await start({ COEVAL_MAX_FRAME_MIB: '1' })
  const tab = openTab()
  await until(() => tab.isSaved)
  const closed = closedForGood(tab)
  tab.write('x'.repeat(2 * MIB))
  expect(await closed).toEqual({ code: 4413, reason: expect.stringMatching('too large') as string })
  expect(tab.provider.shouldConnect).toBe(false)
})

test('[S8] above COEVAL_MAX_DOCUMENT_MIB a stock client stops for good; what was stored is there', async () => {
  await start({ COEVAL_MAX_DOCUMENT_MIB: '1' })
  const tab = openTab()
  await until(() => tab.isSaved)
  const closed = closedForGood(tab)
  tab.write('a'.repeat(MIB / 2))
  await until(() => tab.isSaved)
  tab.write('b'.repeat(MIB / 2))
  expect(await closed).toEqual({ code: 4414, reason: expect.stringMatching('size limit') as string })
  expect(tab.provider.shouldConnect).toBe(false)
  const other = openTab()
  await until(() => other.isSaved)
  expect(other.text).toBe('a'.repeat(MIB / 2))
})

test.each([
  ['COEVAL_MAX_CONNECTIONS', '2'],
  ['COEVAL_MAX_CONNECTIONS_PER_ADDRESS', '2'],
])('[F3] above %s a stock client gets 4529 and comes back until there is a place', async (name, limit) => {
  await start({ [name]: limit })
  const first = openTab()
  const second = openTab()
  await until(() => first.isSaved && second.isSaved)
  expect(await endOf(await openSocket())).toEqual([4529, expect.stringMatching('full')])
  const third = openTab()
  await until(() => third.closeCodes.length >= 2)
  expect(new Set(third.closeCodes)).toEqual(new Set([4529]))
  expect(third.provider.shouldConnect).toBe(true)
  first.close()
  await until(() => third.isSaved)
  expect(second.closeCodes).toEqual([])
})

test('[F2] above COEVAL_MAX_UPDATES_PER_SECOND a stock client gets 4530, comes back, and nothing is lost', async () => {
  await start({ COEVAL_MAX_UPDATES_PER_SECOND: '100' })
  const reader = openTab()
  const writer = openTab()
  await until(() => reader.isSaved && writer.isSaved)
  for (let n = 0; n < 1000; n++) writer.write(`${n} `)
  await until(() => writer.closeCodes.includes(4530))
  await until(() => writer.isSaved && reader.text === writer.text)
  expect(writer.text).toMatch(/^999 998 .* 1 0 $/)
  expect(reader.closeCodes).toEqual([])
})

test('[F2] questions count for more than updates, and the sentence of 4530 says that nothing is lost', async () => {
  await start({ COEVAL_MAX_UPDATES_PER_SECOND: '100' })
  const socket = await openSocket()
  // Who is here? Again and again.
  const questions = Array.from({ length: 30 }, () => Uint8Array.of(3))
  expect(await endOf(socket, ...questions)).toEqual([4530, expect.stringMatching('Nothing is lost')])
})

async function start(settings: Record<string, string>): Promise<void> {
  server = await ServerProcess.start(folder.path, { settings })
}

function openTab(): RealTab {
  const tab = new RealTab(server, 'caj')
  tabs.push(tab)
  return tab
}

async function openSocket(): Promise<WebSocket> {
  const socket = new WebSocket(`${server.syncAddress}/caj`, { headers: server.asProgram })
  sockets.push(socket)
  await once(socket, 'open')
  return socket
}

/** Code and reason with which the server ends the connection that sent this. */
async function endOf(socket: WebSocket, ...frames: Uint8Array[]): Promise<[number, string]> {
  const closed = once(socket, 'close') as Promise<[number, Buffer]>
  for (const frame of frames) socket.send(frame)
  const [code, reason] = await closed
  return [code, reason.toString()]
}

/** What y-websocket tells of a close on which it does not come back. */
function closedForGood(tab: RealTab): Promise<{ code: number; reason: string }> {
  return new Promise((resolve) => tab.provider.on('closed', resolve))
}
