/** y-websocket as it is, in Node, with a key: the client that programs use. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { socketWith } from '../../socket-with.ts'
import { until } from '../real-tab.ts'
import { Instance } from './instance.ts'
import { CODE } from './peer.ts'

let instance: Instance
let room: string
const providers: WebsocketProvider[] = []

beforeAll(async () => {
  instance = await Instance.start()
  room = await instance.chronology('Imported')
})

afterEach(() => {
  for (const provider of providers.splice(0)) provider.destroy()
})

afterAll(() => instance.close())

test('with a key that writes it joins, and what it writes reaches others', async () => {
  const writer = connect(await instance.program(instance.owner, 'write'))
  const reader = connect(await instance.program(instance.owner, 'read'))
  await until(() => writer.synced && reader.synced)
  writer.doc.getMap('said').set('by', 'a program')
  await until(() => reader.doc.getMap('said').get('by') === 'a program')
  expect(writer.awareness.getStates().size).toBe(1)
})

test('with a key that reads it joins, and what it writes reaches nobody', async () => {
  const reader = connect(await instance.program(instance.owner, 'read'))
  const writer = connect(await instance.program(instance.owner, 'write'))
  await until(() => writer.synced && reader.synced)
  reader.doc.getMap('said').set('by', 'one who reads')
  writer.doc.getMap('asked').set('all', true)
  await until(() => reader.doc.getMap('asked').has('all'))
  const late = connect(await instance.program(instance.owner, 'read'))
  await until(() => late.synced)
  expect(late.doc.getMap('said').get('by')).not.toBe('one who reads')
})

test('with a wrong key, or one for another chronology, it stops for good', async () => {
  const elsewhere = await instance.chronology('Another')
  for (const [headers, code] of [
    [{ authorization: 'Bearer coeval_wrong' }, CODE.noSession],
    [await instance.program(instance.owner, 'write', elsewhere), CODE.forbidden],
  ] as const) {
    const provider = connect(headers)
    const closed = await new Promise((resolve) => provider.on('connection-close', (event) => resolve(event?.code)))
    expect(closed).toBe(code)
    expect(provider.shouldConnect).toBe(false)
  }
})

function connect(headers: Record<string, string>): WebsocketProvider {
  const provider = new WebsocketProvider(instance.server.syncAddress, room, new Y.Doc(), {
    disableBc: true,
    WebSocketPolyfill: socketWith(headers),
  })
  providers.push(provider)
  return provider
}
