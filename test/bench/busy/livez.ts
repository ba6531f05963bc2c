import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { text } from 'node:stream/consumers'
import { ServerProcess } from '../../server-process.ts'
import { type Figure, percentile } from '../statistics.ts'
import { LOADS } from '../sync/loads.ts'
import { coevalPeer } from '../sync/peer.ts'
import { runFanOut } from '../sync/run/fan-out.ts'

const IMPORT_BYTES = 50_000_000
const EXPORTED_BYTES = 5_000_000
const EXPORTS = 10
const WINDOW_MS = 20_000
const WARM_UP_MS = 3000

/** How long /livez takes while a file of 50 MB is imported, ten exports of 5 MB are made, and a seminar goes on. */
export async function runLivez(): Promise<{ figures: Figure[]; p99Ms: { quiet: number; busy: number } }> {
  const server = await ServerProcess.start()
  try {
    const exported: string[] = []
    for (let n = 0; n < EXPORTS; n++) exported.push(await imported(server, fileOf(EXPORTED_BYTES)))
    const large = fileOf(IMPORT_BYTES)
    const quiet = await probed(server, () => new Promise((resolve) => setTimeout(resolve, WARM_UP_MS)))
    const peer = coevalPeer(server)
    const load = LOADS.seminar
    if (load.kind !== 'fan-out') throw new Error('the seminar is no fan-out')
    let deliveries: number[] = []
    const busy = await probed(server, async () => {
      const seminar = runFanOut(peer, load, { windowMs: WINDOW_MS, warmUpMs: WARM_UP_MS, sampled: 12 })
      await new Promise((resolve) => setTimeout(resolve, 2 * WARM_UP_MS))
      const beganMs = performance.now()
      await Promise.all([imported(server, large), ...exported.map((id) => exportOf(server, id))])
      const tookMs = performance.now() - beganMs
      const { p50Ms, p99Ms } = await seminar
      deliveries = [p50Ms, p99Ms]
      return tookMs
    })
    const p99Ms = { quiet: percentile(quiet.tookMs, 0.99), busy: percentile(busy.tookMs, 0.99) }
    const figures = [
      { name: '/livez, nothing else', valuesMs: quiet.tookMs },
      {
        name: `/livez, import of 50 MB, ${EXPORTS} exports of 5 MB, ${load.writers} writers and ${load.readers} readers`,
        valuesMs: busy.tookMs,
      },
      { name: 'import and exports, until the last is done', valuesMs: [busy.value] },
      { name: 'deliveries of the seminar meanwhile, p50 and p99', valuesMs: deliveries },
    ]
    return { figures, p99Ms }
  } finally {
    await server.close()
  }
}

async function probed<T>(server: ServerProcess, work: () => Promise<T>): Promise<{ value: T; tookMs: number[] }> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('probe.ts', import.meta.url)), server.url], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  try {
    const said = text(child.stdout)
    const value = await work()
    child.stdin.end()
    return { value, tookMs: JSON.parse(await said) as number[] }
  } finally {
    child.kill()
  }
}

async function imported(server: ServerProcess, file: string): Promise<string> {
  const answer = await server.fetch('/api/chronologies/import', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: file,
  })
  const body = await answer.text()
  if (answer.status !== 201) throw new Error(`not imported: ${answer.status} ${body.slice(0, 300)}`)
  return (JSON.parse(body) as { id: string }).id
}

async function exportOf(server: ServerProcess, id: string): Promise<void> {
  const answer = await server.fetch(`/api/chronologies/${id}/export?format=json`)
  if (answer.status !== 200) throw new Error(`not exported: ${answer.status}`)
  await answer.arrayBuffer()
}

/** Events with a paragraph each, until the file is about so large. */
function fileOf(bytes: number): string {
  const paragraph = 'Ministers of the five states and of Japan met and spoke of roads, water and trade. '.repeat(14)
  const event = (n: number) => ({
    id: `e${n}`,
    title: `Event ${n}`,
    date: `${1900 + (n % 120)}-0${1 + (n % 9)}`,
    kind: 'meeting',
    tracks: ['t'],
    commentary: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: paragraph }] }] },
  })
  const events = Array.from({ length: Math.floor(bytes / (JSON.stringify(event(1)).length + 4)) }, (_, n) => event(n))
  const meta = { title: `File of ${bytes / 1e6} MB` }
  return JSON.stringify({ format: 'coeval-chronology', version: 1, meta, tracks: [{ id: 't', name: 'T' }], events })
}
