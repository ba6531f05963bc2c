/**
 * [A8] Stock clients of two versions whose line breaks, or whose server is started again: they see each other long before
 * anybody's heartbeat (15 s), which is all that they had to wait for.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import { WebsocketProvider as FormerProvider } from 'y-websocket-2'
import * as Y from 'yjs'
import { socketWith } from '../socket-with.ts'
import { until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const ROOM = 'caj'
const NAMES = ['Ada', 'Ben', 'Cem']
/** Well below the 21 s that it took; a busy machine may need some of it. */
const BEFORE_ANY_HEARTBEAT_MS = 10_000

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
let providers: WebsocketProvider[]

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path, { hosted: true })
  providers = []
})

afterEach(async () => {
  for (const provider of providers) provider.destroy()
  await server.close()
  folder[Symbol.dispose]()
})

for (const [version, Provider] of [
  ['3.1', WebsocketProvider],
  ['2.1', FormerProvider as unknown as typeof WebsocketProvider],
] as const) {
  test(`y-websocket ${version}: after a line that broke for a moment`, async () => {
    await join(Provider)
    for (const provider of [...providers, ...providers]) {
      const isCut = new Promise((resolve) => provider.once('connection-close', resolve))
      if (provider.ws instanceof WebSocket) provider.ws.terminate()
      await isCut
      await expectAllToSeeAll('blip')
    }
  })

  test(`y-websocket ${version}: after the server was started anew`, async () => {
    await join(Provider)
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      const { port } = server
      await server.end(signal)
      await until(() => providers.every(({ wsconnected }) => !wsconnected))
      server = await ServerProcess.start(folder.path, { port, hosted: true })
      await expectAllToSeeAll(signal)
    }
  })
}

async function join(Provider: typeof WebsocketProvider): Promise<void> {
  for (const name of NAMES) {
    const provider = new Provider(server.syncAddress, ROOM, new Y.Doc(), {
      disableBc: true,
      maxBackoffTime: 300,
      WebSocketPolyfill: socketWith(await server.asAnother(name)),
    })
    provider.awareness.setLocalState({ user: { name } })
    providers.push(provider)
  }
  await expectAllToSeeAll('start')
}

/** From the moment when all are connected again: that is the client's own waiting. */
async function expectAllToSeeAll(when: string): Promise<void> {
  await until(() => providers.every(({ synced }) => synced))
  const startMs = performance.now()
  await vi.waitFor(
    () => {
      for (const { awareness } of providers) {
        const seen = [...awareness.getStates().values()].map(({ user }) => (user as { name: string }).name)
        expect(seen.sort()).toEqual(NAMES)
      }
    },
    { timeout: BEFORE_ANY_HEARTBEAT_MS, interval: 5 },
  )
  console.log(`${when}: all see all after ${(performance.now() - startMs).toFixed(0)} ms`)
}
