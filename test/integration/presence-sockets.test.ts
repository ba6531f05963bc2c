/** [A1] to [A4] Presence between stock y-websocket 3.1 providers and the real server: who is here, and who says so. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'
import { WirePeer } from './wire-peer.ts'

const ROOM = 'caj'

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
let ada: RealTab
let ben: RealTab

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path, { hosted: true })
  ada = new RealTab(server, ROOM, await server.asAnother('Ada'))
  ben = new RealTab(server, ROOM, await server.asAnother('Ben'))
  await until(() => ada.isSaved && ben.isSaved)
  ada.provider.awareness.setLocalState({ user: { name: 'Ada' }, cursor: 1 })
  await until(() => benSees()?.user?.name === 'Ada')
})

afterEach(async () => {
  ada.close()
  ben.close()
  await server.close()
  folder[Symbol.dispose]()
})

test('[A3] a socket that is cut is seen at once', async () => {
  await expectToLeave('cut', () => drop(ada))
})

test('[A3] an explicit null is seen at once, and so is a return on the same socket', async () => {
  await expectToLeave('null', () => ada.provider.awareness.setLocalState(null))
  ada.provider.awareness.setLocalState({ user: { name: 'Ada' }, cursor: 2 })
  await until(() => benSees()?.cursor === 2)
  await expectToLeave('null again', () => ada.provider.awareness.setLocalState(null))
})

test('[A3] [A4] the same client id may come back and is missed every time', async () => {
  for (const time of ['first', 'second', 'third']) {
    await expectToLeave(`${time} drop`, () => drop(ada))
    ada.provider.connect()
    await until(() => benSees()?.user?.name === 'Ada')
  }
})

test('[A3] a client that loses the line and comes back by itself is seen again', async () => {
  const codes = ada.closeCodes.length
  socketOf(ada).terminate()
  await until(() => ada.closeCodes.length > codes && ada.provider.synced)
  await until(() => benSees()?.cursor === 1)
  ada.provider.awareness.setLocalStateField('cursor', 7)
  await until(() => benSees()?.cursor === 7)
  await expectToLeave('drop after that', () => drop(ada))
})

test('[A1] nobody speaks for a colleague, or removes one', async () => {
  const mallory = await WirePeer.join(server, ROOM)
  const stranger = await WirePeer.join(server, ROOM)
  mallory.say({ user: { name: 'Mallory' } })
  const heard: unknown[] = []
  ben.provider.awareness.on('change', () => heard.push(benSees()?.user?.name))
  for (let attempt = 1; attempt <= 100; attempt++) {
    for (const forger of [mallory, stranger]) {
      forger.sayAs(ada.doc.clientID, 1000 + attempt, { user: { name: 'Not Ada' } })
      forger.sayAs(ada.doc.clientID, 2000 + attempt, null)
    }
  }
  // Whatever they said is handled by now: it came before this, on the same sockets.
  mallory.say({ user: { name: 'Mallory' }, cursor: 'done' })
  stranger.doc.getMap('stranger').set('said', 'all')
  await until(() => ben.doc.getMap('stranger').has('said'))
  await until(() => ben.provider.awareness.getStates().get(mallory.doc.clientID)?.cursor === 'done')
  ada.provider.awareness.setLocalStateField('cursor', 'still me')
  await until(() => benSees()?.cursor === 'still me')
  expect(new Set(heard)).toEqual(new Set(['Ada']))
  mallory.destroy()
  stranger.destroy()
})

test('[A2] who somebody is, is said by the server, and of the rest only what is known is passed on', async () => {
  ada.provider.awareness.setLocalState({
    user: { id: 'owner', name: 'Timur', role: 'owner' },
    where: { event: 'one' },
    secret: 'of mine',
  })
  await until(() => benSees()?.where !== undefined)
  const { user, ...rest } = benSees() ?? {}
  expect(user).toEqual({ id: expect.any(String) as string, name: 'Ada', colour: expect.any(Number) as number })
  expect(user?.id).not.toBe('owner')
  expect(rest).toEqual({ where: { event: 'one' } })

  ben.provider.awareness.setLocalState({ user: { id: user?.id, name: 'Ada' } })
  const adaSees = () => ada.provider.awareness.getStates().get(ben.doc.clientID)
  await until(() => adaSees()?.user?.name === 'Ben')
  expect(adaSees()?.user?.id).not.toBe(user?.id)
})

/** What the stock client of the one knows of the other. */
function benSees(): { user?: { id?: string; name?: string }; cursor?: unknown; where?: unknown } | undefined {
  return ben.provider.awareness.getStates().get(ada.doc.clientID)
}

async function expectToLeave(how: string, leave: () => void): Promise<void> {
  const startMs = performance.now()
  const { awareness } = ben.provider
  const origins: unknown[] = []
  const note = ({ removed }: { removed: number[] }, origin: unknown) => {
    if (removed.includes(ada.doc.clientID)) origins.push(origin)
  }
  awareness.on('change', note)
  leave()
  await until(() => benSees() === undefined)
  awareness.off('change', note)
  console.log(`${how}: missed after ${(performance.now() - startMs).toFixed(0)} ms`)
  // The server said so. A client that is told nothing finds out by itself, after 30 s: 'timeout'.
  expect(origins).toEqual([ben.provider])
}

/** Cuts the line, and the provider does not come back by itself. */
function drop(tab: RealTab): void {
  tab.provider.shouldConnect = false
  socketOf(tab).terminate()
}

function socketOf({ provider }: RealTab): WebSocket {
  if (!(provider.ws instanceof WebSocket)) throw new Error('it is not connected')
  return provider.ws
}
