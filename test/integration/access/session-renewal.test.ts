/** A session of a few seconds: who asks in time goes on without a new connection, and who does not is signed out. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { until } from '../real-tab.ts'
import { Instance } from './instance.ts'
import { CODE, Peers } from './peer.ts'

const SESSION_S = 5
const ASK_EVERY_MS = 500

let instance: Instance
let peers: Peers
let asking: NodeJS.Timeout | undefined

beforeAll(async () => {
  instance = await Instance.start({ COEVAL_SESSION_HOURS: String(SESSION_S / 3600) })
  peers = new Peers(() => instance.server.syncAddress)
})

afterEach(() => {
  clearInterval(asking)
  peers.closeAll()
})

afterAll(() => instance.close())

test('a socket outlives the session under which it was opened, if that is renewed in time', async () => {
  // The owner's session, which is as short, is used at once.
  const room = await instance.chronology()
  const link = await instance.link(room, 'editor')
  const [awake, asleep] = [instance.visitor(), instance.visitor()]
  await awake.join(link.url)
  await asleep.join(link.url)
  const here = await peers.join(room, awake.headers)
  const gone = await peers.join(room, asleep.headers)
  const first = (await awake.me()).session?.expiresAt ?? ''
  asking = setInterval(() => void awake.me(), ASK_EVERY_MS)

  expect(await gone.closed).toBe(CODE.signedOut)
  await until(() => Date.now() > Date.parse(first) + 2000)
  expect(here.isOpen).toBe(true)
  here.doc.getMap('still').set('here', true)
  await until(() => here.saved > 0)
  expect(Date.parse((await awake.me()).session?.expiresAt ?? '')).toBeGreaterThan(Date.parse(first))

  clearInterval(asking)
  expect(await here.closed).toBe(CODE.signedOut)
  expect((await awake.me()).person).toBe(null)
  expect(await peers.open(room, awake.headers).outcome).toEqual({ code: CODE.noSession })
})

test('what else is asked renews nothing, nor does an open socket', async () => {
  const printed = await instance.server.fetch('api/machine/sign-in-link', { method: 'POST' })
  const { url } = (await printed.json()) as { url: string }
  const owner = instance.visitor()
  await owner.send('POST', '/api/sign-in/link', { token: new URL(url).hash.slice(1) })
  const socket = await peers.join('caj', owner.headers)
  asking = setInterval(() => void owner.send('GET', '/api/chronologies'), ASK_EVERY_MS)
  expect(await socket.closed).toBe(CODE.signedOut)
  expect((await owner.me()).person).toBe(null)
})
