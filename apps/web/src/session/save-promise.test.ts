/**
 * The promise itself: whatever the page calls saved is on the server's disk. y-websocket's own provider with our socket
 * and tracker, the real room engine, storage that fails and dies, and a wire in the test's hand.
 */
import { FaultyStorage, HandClock, SeededRandom, settle } from '@coeval/sync/testing'
import { type Connection, TAG, openDocument, readSaved, readStorage, RoomHost, type Visit } from '@coeval/sync'
import { expect, test } from 'vitest'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { countingSocket } from './counting-socket.ts'
import { SaveTracker } from './save-state.ts'

const ROOM = 'room'
const SEEDS = 60
const OPERATIONS = 250

class Network {
  disk = new FaultyStorage()
  readonly clock = new HandClock()
  host = new RoomHost({ storage: this.disk, clock: this.clock })
  readonly lines = new Set<Line>()

  async restart(): Promise<void> {
    for (const line of this.lines) line.cut()
    this.disk = await this.disk.restarted()
    this.host = new RoomHost({ storage: this.disk, clock: this.clock })
    await settle()
  }

  /** What a new process would find. */
  async stored(): Promise<Y.Doc> {
    const room = await this.disk.load(ROOM)
    return openDocument(ROOM, room!).doc
  }
}

/** One end of a wire, as the browser's WebSocket looks to y-websocket. */
class Line {
  static readonly OPEN = 1
  static network: Network
  readyState = 0
  onopen: (() => void) | null = null
  onmessage: ((event: { data: Uint8Array }) => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  readonly OPEN = 1
  readonly #network = Line.network
  #visit: Visit | undefined
  toServer: Uint8Array[] = []
  toTab: Uint8Array[] = []

  constructor() {
    this.#network.lines.add(this)
  }

  open(): void {
    if (this.readyState !== 0) return
    this.readyState = 1
    const connection: Connection = {
      send: (frames) => {
        this.toTab.push(...frames)
        return 0
      },
      close: ({ code, reason }) => this.#end(code, reason),
      queuedBytes: () => 0,
    }
    this.#visit = this.#network.host.connect(ROOM, connection, { mayWrite: true, wantsReceipts: true })
    this.onopen?.()
  }

  send(frame: Uint8Array): void {
    if (this.readyState === 1) this.toServer.push(frame)
  }

  close(): void {
    this.#end(1000, '')
  }

  cut(): void {
    this.#end(1006, '')
  }

  push(): void {
    const frame = this.toServer.shift()
    if (frame) this.#visit?.receive(frame)
  }

  pull(): void {
    const frame = this.toTab.shift()
    if (frame && this.readyState === 1) this.onmessage?.({ data: frame })
  }

  #end(code: number, reason: string): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#network.lines.delete(this)
    this.#visit?.leave()
    this.onclose?.({ code, reason })
  }
}

/** A tab of the page without the page: what ChronologySession puts together, and a copy on the device. */
class Tab {
  readonly doc = new Y.Doc()
  readonly saving: SaveTracker
  readonly #provider: WebsocketProvider
  readonly #keep: (update: Uint8Array) => void

  constructor(device: Uint8Array[], inherited: number | null) {
    this.saving = new SaveTracker(inherited)
    this.doc.on('update', (_update, _origin, _doc, transaction: Y.Transaction) => {
      if (transaction.local) this.saving.changed()
    })
    Y.transact(this.doc, () => device.forEach((update) => Y.applyUpdate(this.doc, update)), 'device', false)
    this.#keep = (update) => void device.push(update)
    this.doc.on('update', this.#keep)
    this.#provider = new WebsocketProvider('ws://test', ROOM, this.doc, {
      connect: false,
      disableBc: true,
      WebSocketPolyfill: countingSocket(this.saving, Line as unknown as typeof WebSocket),
    })
    this.#provider.messageHandlers[TAG.saved] = (_encoder, decoder) => this.saving.acknowledged(readSaved(decoder))
    this.#provider.messageHandlers[TAG.storage] = (_encoder, decoder) => {
      const { failing, reason } = readStorage(decoder)
      this.saving.storage(failing ? reason : null)
    }
    this.#provider.on('sync', (synced: boolean) => synced && this.saving.connection('online'))
    this.#provider.on('status', ({ status }) => status === 'disconnected' && this.saving.connection('offline'))
  }

  get line(): Line | null {
    return this.#provider.ws as unknown as Line | null
  }

  connect(): void {
    this.#provider.connect()
  }

  edit(random: SeededRandom): void {
    this.saving.stepBegan()
    const text = this.doc.getText('text')
    if (text.length > 0 && random.chance(0.3)) text.delete(random.below(text.length), 1)
    else text.insert(random.below(text.length + 1), random.pick(['a', 'b', 'c', 'd', 'e', 'f']))
  }

  /** Whether the page says, in whatever words, that everything so far is saved. */
  get saysSaved(): boolean {
    const state = this.saving.state()
    switch (state.kind) {
      case 'saved':
        return true
      case 'offline':
        return state.changes === 0 && !state.unsure
      case 'connecting':
      case 'saving':
      case 'failing':
      case 'reading':
      case 'closed':
        return false
    }
  }

  end(): void {
    this.#provider.destroy()
    this.doc.destroy()
  }
}

async function play(seed: number): Promise<{ timesSaved: number }> {
  const random = new SeededRandom(seed)
  const network = new Network()
  Line.network = network
  await network.disk.create({ id: ROOM, generation: 'g', state: Y.encodeStateAsUpdateV2(new Y.Doc()) })
  const device: Uint8Array[] = []
  let tab = new Tab(device, 0)
  let timesSaved = 0
  const log: string[] = []
  const steps: Record<string, () => void | Promise<void>> = {
    edit: () => tab.edit(random),
    editAgain: () => tab.edit(random),
    connect: () => tab.connect(),
    open: () => tab.line?.open(),
    push: () => tab.line?.push(),
    pushMany: () => repeat(4, () => tab.line?.push()),
    pull: () => tab.line?.pull(),
    pullMany: () => repeat(4, () => tab.line?.pull()),
    time: () => network.clock.advance(random.pick([1, 5, 300])),
    drop: () => (random.chance(0.5) ? tab.line?.cut() : undefined),
    storage: () => {
      network.disk.appends = random.pick(['work', 'work', 'fail', 'fail-after-writing'])
    },
    restart: () => (random.chance(0.3) ? network.restart() : undefined),
    calm: async () => {
      if (!tab.line) tab.connect()
      tab.line?.open()
      for (let turn = 0; turn < 6; turn++) {
        repeat(9, () => tab.line?.push())
        await network.clock.advance(20)
        repeat(9, () => tab.line?.pull())
      }
    },
    reload: () => {
      if (!random.chance(0.3)) return
      // Sometimes the browser keeps no count; the copy it keeps all the same.
      const inherited = random.chance(0.5) ? tab.saving.unsaved : null
      tab.end()
      tab = new Tab(device, inherited)
    },
  }
  for (let operation = 0; operation < OPERATIONS; operation++) {
    const step = random.pick(Object.keys(steps))
    log.push(step)
    await steps[step]?.()
    await settle()
    if (!tab.saysSaved) continue
    timesSaved++
    const stored = await network.stored()
    const said = tab.doc.getText('text').toString()
    Y.applyUpdate(stored, Y.encodeStateAsUpdate(tab.doc))
    const merged = stored.getText('text').toString()
    const onDisk = (await network.stored()).getText('text').toString()
    expect({ seed, onDisk, log: onDisk === said ? '' : log.join(' ') }).toEqual({ seed, onDisk: said, log: '' })
    expect(merged).toBe(said)
  }
  tab.end()
  return { timesSaved }
}

function repeat(times: number, action: () => void): void {
  for (let time = 0; time < times; time++) action()
}

test(`[D1] [D5] what is called saved is on disk, over ${SEEDS} seeds of drops, kills, reloads and failing storage`, async () => {
  let timesSaved = 0
  for (let seed = 1; seed <= SEEDS; seed++) timesSaved += (await play(seed)).timesSaved
  // The test would prove nothing if the page never dared to say it.
  expect(timesSaved).toBeGreaterThan(20 * SEEDS)
})
