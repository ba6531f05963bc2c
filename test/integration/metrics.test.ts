/** What an operator sees at /metrics of the real server, while people edit, misbehave, do not read, or the disk fails. */
import { once } from 'node:events'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const MIB = 1024 * 1024
/** Enough for what the kernel takes on its own, and what makes a reader a slow one on top. */
const MAX_EDITS_OF_1_MIB = 60
const SEEN_WITHIN_MS = 30_000
const TOKEN = 'a-token-of-some-length'

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

test('edits are counted with what they took, people and rooms while they are there', async () => {
  await start()
  const [a, b] = [openTab(), openTab()]
  await until(() => a.isSaved && b.isSaved)
  const before = await readMetrics()
  expect(before.get('coeval_rooms_loaded')).toBe(1)
  expect(before.get('coeval_connections')).toBe(2)
  expect(before.get('coeval_connections_joined')).toBe(2)
  expect(before.get('coeval_storage_seconds_count{operation="load"}')).toBeGreaterThan(0)
  for (let n = 1; n <= 20; n++) {
    a.write('x')
    await until(() => a.isSaved && b.text.length === n)
  }
  const after = await readMetrics()
  const grewBy = (name: string) => (after.get(name) ?? NaN) - (before.get(name) ?? NaN)
  expect(grewBy('coeval_ack_seconds_count')).toBe(20)
  expect(grewBy('coeval_ack_seconds_sum')).toBeGreaterThan(0)
  expect(grewBy('coeval_storage_seconds_count{operation="append"}')).toBe(20)
  // To the one other tab each; presence, now and then, is on top.
  expect(grewBy('coeval_fan_out_seconds_count')).toBeGreaterThanOrEqual(20)
  expect(grewBy('coeval_deliveries_total')).toBeGreaterThanOrEqual(20)
  expect(grewBy('coeval_deliveries_total')).toBeLessThan(30)
  expect(after.get('coeval_unsaved_updates')).toBe(0)
  expect(after.get('coeval_oldest_unsaved_update_seconds')).toBe(0)
  expect(after.get('coeval_socket_queued_bytes_count')).toBe(2)
  b.close()
  await untilMetric('coeval_connections_ended_total{code="1005",by="client"}', (ended) => ended === 1)
  expect((await readMetrics()).get('coeval_connections')).toBe(1)
})

test('refused frames and ended connections are counted by code, whichever part refused them', async () => {
  await start({ COEVAL_MAX_FRAME_MIB: '1' })
  const codes = await Promise.all([
    endOf(await openSocket(), (socket) => socket.send(Uint8Array.of(99))),
    endOf(await openSocket(), (socket) => socket.send('a text frame')),
    endOf(await openSocket(), (socket) => socket.send(new Uint8Array(MIB + 1))),
    // RFC 6455 knows no such frame, so that ws refuses it before it reaches the room.
    endOf(await openSocket(), (socket) => tcpOf(socket).write(Uint8Array.of(0xf2, 0x80, 0, 0, 0, 0))),
    endOf(new WebSocket(`${server.syncAddress}/nowhere`, { headers: server.asProgram })),
  ])
  expect(codes).toEqual([4400, 4400, 4413, 1002, 4404])
  const figures = await untilMetric(ended(4404), (count) => count === 1)
  expect(figures.get(refused(4400))).toBe(2)
  expect(figures.get(ended(4400))).toBe(2)
  expect(figures.get(refused(4413))).toBe(1)
  expect(figures.get(ended(4413))).toBe(1)
  expect(figures.get(refused(1002))).toBe(1)
  expect(figures.get(ended(1002))).toBe(1)
  const own = await openSocket()
  own.close(4999)
  await untilMetric('coeval_connections_ended_total{code="other",by="client"}', (count) => count === 1)
})

test('[F1] a reader that does not read shows in the queued bytes, and is gone from them when it has read', async () => {
  await start()
  const writer = openTab()
  const reader = openTab()
  await until(() => writer.isSaved && reader.isSaved)
  const stream = tcpOf(reader.provider.ws as unknown as WebSocket)
  stream.pause()
  const text = writer.doc.getText('test')
  for (let n = 0; n < MAX_EDITS_OF_1_MIB; n++) {
    text.delete(0, text.length)
    writer.write(String(n % 10).repeat(MIB))
    await until(() => writer.isSaved)
    if (((await readMetrics()).get('coeval_stalled_readers') ?? 0) > 0) break
  }
  const figures = await readMetrics()
  expect(figures.get('coeval_stalled_readers')).toBe(1)
  // The kernel goes on taking some of it after the server has stopped sending.
  expect(figures.get('coeval_socket_queued_bytes_max')).toBeGreaterThan(0)
  expect(figures.get('coeval_socket_queued_bytes_sum')).toBe(figures.get('coeval_socket_queued_bytes_max'))
  expect(figures.get('coeval_socket_queued_bytes_count')).toBe(2)
  stream.resume()
  await untilMetric('coeval_stalled_readers', (stalled) => stalled === 0)
  await until(() => reader.text === writer.text)
  await untilMetric('coeval_socket_queued_bytes_max', (bytes) => bytes === 0)
})

test('[D4] while another program holds the database, the oldest unsaved update grows old; then all is stored', async () => {
  await start()
  const tab = openTab()
  await until(() => tab.isSaved)
  const other = new DatabaseSync(join(folder.path, 'coeval.sqlite'))
  other.exec('begin exclusive')
  tab.write('held up')
  const figures = await untilMetric('coeval_oldest_unsaved_update_seconds', (seconds) => seconds > 2)
  expect(figures.get('coeval_unsaved_updates')).toBe(1)
  await untilMetric('coeval_storage_trouble', (trouble) => trouble === 1)
  await untilMetric('coeval_storage_failures_total{operation="append"}', (failures) => failures > 0)
  other.close()
  const after = await untilMetric('coeval_unsaved_updates', (updates) => updates === 0)
  expect(after.get('coeval_oldest_unsaved_update_seconds')).toBe(0)
  expect(after.get('coeval_storage_trouble')).toBe(0)
  expect(after.get('coeval_ack_seconds_sum')).toBeGreaterThan(2)
})

test('without a token the figures are for this machine, and not for what a proxy on it passes on', async () => {
  await start()
  const answer = await ask()
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  for (const name of ['x-forwarded-for', 'forwarded']) {
    const refusal = await ask({ [name]: 'for=203.0.113.9' })
    expect(refusal.status).toBe(403)
    expect(await refusal.text()).toMatch(/Set COEVAL_METRICS_TOKEN/)
  }
})

test('behind a configured public address, a request from this machine does not count as one', async () => {
  await start({ COEVAL_URL: 'https://chronology.example.org' })
  expect((await ask()).status).toBe(403)
})

test.skipIf(outerAddress() === undefined)('without a token the figures are for no other machine', async () => {
  await start({ HOST: '0.0.0.0' })
  expect((await ask()).status).toBe(200)
  const refusal = await fetch(`http://${outerAddress()}:${server.port}/metrics`)
  expect(refusal.status).toBe(403)
  expect(await refusal.text()).toMatch(/Set COEVAL_METRICS_TOKEN/)
})

test('with a token, clients that send it read them, from anywhere, and nobody else does', async () => {
  await start({ COEVAL_METRICS_TOKEN: TOKEN })
  const byToken = { authorization: `Bearer ${TOKEN}` }
  expect((await ask(byToken)).status).toBe(200)
  expect((await ask({ ...byToken, 'x-forwarded-for': '203.0.113.9' })).status).toBe(200)
  expect((await ask({ authorization: `Bearer ${TOKEN}x` })).status).toBe(403)
  const refusal = await ask()
  expect(refusal.status).toBe(403)
  const sentence = await refusal.text()
  expect(sentence).toMatch(/COEVAL_METRICS_TOKEN/)
  expect(sentence).not.toContain(TOKEN)
})

async function start(settings: Record<string, string> = {}): Promise<void> {
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

/** The code with which the server ends a connection that does this. */
async function endOf(socket: WebSocket, misbehave?: (socket: WebSocket) => void): Promise<number> {
  const closed = once(socket, 'close') as Promise<[number]>
  misbehave?.(socket)
  const [code] = await closed
  return code
}

/** The TCP socket under a websocket of a test. */
function tcpOf(socket: WebSocket): { pause(): void; resume(): void; write(bytes: Uint8Array): void } {
  return (socket as unknown as { _socket: ReturnType<typeof tcpOf> })._socket
}

function ask(headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.address}metrics`, { headers })
}

/** Every line of the text format, by its name with labels. */
async function readMetrics(): Promise<Map<string, number>> {
  const answer = await ask()
  expect(answer.status).toBe(200)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]))
}

/** Resolves with the figures of which this one holds. */
async function untilMetric(name: string, holds: (value: number) => boolean): Promise<Map<string, number>> {
  const untilMs = performance.now() + SEEN_WITHIN_MS
  for (;;) {
    const figures = await readMetrics()
    const value = figures.get(name)
    if (value !== undefined && holds(value)) return figures
    if (performance.now() > untilMs) throw new Error(`${name} stayed at ${value}`)
    await wait(20)
  }
}

function refused(code: number): string {
  return `coeval_refused_frames_total{code="${code}"}`
}

function ended(code: number): string {
  return `coeval_connections_ended_total{code="${code}",by="server"}`
}

/** An address of this machine that is not its loopback, if it has one. */
function outerAddress(): string | undefined {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)?.address
}
