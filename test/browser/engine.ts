import { readChronology, seedDocument } from '@coeval/chronology/ydoc'
import { MemoryStorage, RoomHost } from '@coeval/sync'
import type { Page } from '@playwright/test'
import * as Y from 'yjs'
import type { ServerProcess } from '../server-process.ts'
import { exported } from './workspace.ts'

/** The real room engine in this process, for what the server cannot be told yet: small limits, and readers. */
export class Engine {
  readonly limits: { maxFrameBytes?: number; maxDocumentBytes?: number } = {}
  readonly stateBytes: number
  readonly #generation: string
  readonly #storage = new MemoryStorage()
  readonly #state: Uint8Array
  #host: RoomHost | undefined

  private constructor(generation: string, chronology: Parameters<typeof seedDocument>[1]) {
    const doc = new Y.Doc()
    seedDocument(doc, chronology)
    this.stateBytes = Y.encodeStateAsUpdate(doc).length
    this.#state = Y.encodeStateAsUpdateV2(doc)
    this.#generation = generation
  }

  /** With the chronology that the server has. */
  static async of(server: ServerProcess): Promise<Engine> {
    const { generation } = (await (await server.fetch('/api/chronologies/caj')).json()) as { generation: string }
    return new Engine(generation, JSON.parse(await exported(server)) as Parameters<typeof seedDocument>[1])
  }

  /** Takes the page's connections in the place of the server. */
  async serve(page: Page, { mayWrite = true } = {}): Promise<void> {
    await this.#storage.create({ id: 'caj', generation: this.#generation, state: this.#state })
    const after = (delayMs: number, callback: () => void) => {
      const timer = setTimeout(callback, delayMs).unref()
      return () => clearTimeout(timer)
    }
    const clock = { nowMs: () => performance.now(), dateMs: Date.now, after }
    const host = new RoomHost({ storage: this.#storage, clock, limits: this.limits })
    this.#host = host
    await page.routeWebSocket(/\/sync\//, (socket) => {
      const connection = {
        send: (frames: readonly Uint8Array[]) => {
          for (const frame of frames) socket.send(Buffer.from(frame))
          return 0
        },
        close: (reason: { code: number; reason: string }) => void socket.close(reason),
        queuedBytes: () => 0,
      }
      const visit = host.connect('caj', connection, { mayWrite, wantsReceipts: true, generation: this.#generation })
      socket.onMessage((data) => visit.receive(Buffer.from(data as Buffer)))
      socket.onClose(() => visit.leave())
    })
  }

  async chronology(): Promise<ReturnType<typeof readChronology>> {
    const chronology = await this.#host?.read('caj', (doc) => readChronology(doc))
    if (!chronology) throw new Error('serve was not called')
    return chronology
  }
}
