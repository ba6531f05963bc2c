/** Frames that were tampered with, thrown at a room in which two bystanders work. */
import { type CloseReason, RoomHost } from '@coeval/sync'
import { deliverAll, FaultyStorage, HandClock, SeededRandom, settle, Tab } from '@coeval/sync/testing'
import { boundedTo } from '../../../apps/server/src/process/time-limit.ts'
import { checkPromises, checkSame, loadFresh } from '../convergence/checks.ts'
import { Person } from '../convergence/operations.ts'
import { mutate } from './mutate.ts'
import type { Recording } from './recording.ts'

const ROOM = 'room'
const FRAMES_PER_CONNECTION = 10
const FRAMES_PER_EDIT = 25
const REST_ROUNDS = 4
const COMES_BACK_FROM = 4500
const MAX_UPDATE_MS = 1000
const bounded = boundedTo(MAX_UPDATE_MS)
const BYSTANDER_IDS = [7_000_001, 7_000_002] as const

export interface SiegeReport {
  frames: number
  legal: number
  /** How often each close code ended a hostile connection. */
  closes: Map<number, number>
  /** How often a room could not be trusted any more and was loaded again [S9]. */
  abandoned: number
  slowestMs: number
  slowest: string
}

/**
 * One room, besieged with `count` frames. Throws where a frame brings an exception out of the engine, where somebody
 * else is disconnected, or where bystanders, room and a fresh load differ afterwards.
 */
export async function besiege(seed: number, count: number, recording: Recording): Promise<SiegeReport> {
  const random = new SeededRandom(seed)
  const storage = new FaultyStorage()
  const clock = new HandClock()
  const host = new RoomHost({ storage, clock, bounded })
  await storage.create({ id: ROOM, generation: 'g', state: recording.state })
  const bystanders = BYSTANDER_IDS.map((clientId) => new Tab({ clientId }))
  const people = bystanders.map((tab) => new Person(tab.doc, random, { isLater: false }))
  for (const tab of bystanders) tab.connect(host, ROOM)
  await settle()
  deliverAll(bystanders)
  const report: SiegeReport = { frames: 0, legal: 0, closes: new Map(), abandoned: 0, slowestMs: 0, slowest: '' }
  const kept = [...recording.frames]
  let hostile = await openHostile(host)
  for (let n = 0; n < count; n++) {
    const { how, frame } = mutate(kept, random)
    const startMs = performance.now()
    const closed = throwFrame(hostile, frame, `seed ${seed}, frame ${n} (${how})`)
    const tookMs = performance.now() - startMs
    if (tookMs > report.slowestMs) Object.assign(report, { slowestMs: tookMs, slowest: `${how}, seed ${seed}` })
    report.frames++
    if (closed) report.closes.set(closed.code, (report.closes.get(closed.code) ?? 0) + 1)
    else report.legal++
    if (closed || n % FRAMES_PER_CONNECTION === 0) {
      hostile.destroy()
      hostile = await openHostile(host)
    }
    if (bystanders.some((tab) => !tab.isConnected)) await comeBack()
    deliverAll(bystanders)
    if (n % FRAMES_PER_EDIT === 0) {
      random.pick(people).act(n)
      deliverAll(bystanders)
      await clock.advance(10)
    }
  }
  hostile.destroy()
  for (let round = 0; round < REST_ROUNDS; round++) {
    await clock.advance(200)
    deliverAll(bystanders)
    // What waited from the siege may break with the last of them, and the room be loaded again.
    if (bystanders.some((tab) => !tab.isConnected)) await comeBack()
  }
  await clock.advance(200)
  await check(`seed ${seed}`)
  for (const person of people) person.close()
  for (const tab of bystanders) tab.destroy()
  return report

  /** As y-websocket does on 45xx; anybody else's fault may not send them away for good. */
  async function comeBack(): Promise<void> {
    report.abandoned++
    await clock.advance(200)
    for (const tab of bystanders) {
      if (tab.closed && tab.closed.code < COMES_BACK_FROM)
        throw new Error(`a bystander was sent away: ${tab.closed.reason}`)
      if (!tab.isConnected) tab.connect(host, ROOM)
    }
    await clock.advance(200)
    hostile.destroy()
    hostile = await openHostile(host)
  }

  async function check(where: string): Promise<void> {
    if (bystanders.some((tab) => !tab.isConnected)) throw new Error(`${where}: a bystander was sent away`)
    const room = host.peek(ROOM)
    if (!room) throw new Error(`${where}: the room is not open`)
    checkSame([
      { name: `${where}: the room`, doc: room },
      await loadFresh(storage.disk, ROOM),
      ...bystanders.map(({ doc }, n) => ({ name: `${where}: bystander ${n}`, doc })),
    ])
    await checkPromises(storage.disk, ROOM, bystanders)
    // Nothing must break it for people who come later either.
    const late = new Tab()
    late.connect(host, ROOM)
    deliverAll([late, ...bystanders])
    checkSame([
      { name: `${where}: the room`, doc: room },
      { name: `${where}: one who came later`, doc: late.doc },
    ])
    late.destroy()
  }
}

function throwFrame(hostile: Tab, frame: Uint8Array, where: string): CloseReason | undefined {
  hostile.sendRaw(frame)
  try {
    hostile.pushOne()
  } catch (error) {
    throw new Error(`${where}: ${hexOf(frame)}`, { cause: error })
  }
  return hostile.closed
}

async function openHostile(host: RoomHost): Promise<Tab> {
  const hostile = new Tab({ wantsReceipts: false })
  hostile.connect(host, ROOM)
  await settle()
  hostile.pushOne()
  return hostile
}

function hexOf(frame: Uint8Array): string {
  return Buffer.from(frame.subarray(0, 400)).toString('hex')
}
