import { SeededRandom } from '@coeval/sync/testing'
import * as Y from 'yjs'
import { Client, type Target } from '../wire/client.ts'
import { awarenessMessage, SYNC, syncMessage } from '../wire/messages.ts'
import { nowMs } from './clock.ts'
import { CLOCKS_PER_UPDATE, type Sent } from './update-log.ts'

/** A beat may be early or late by this part of the interval. */
const JITTER = 0.25

export interface WriterOptions extends Target {
  perSecond: number
  /** A caret move goes with each update. */
  caret: boolean
}

/**
 * Somebody who types: real Yjs updates of three characters at the end of a text of their own, and, if asked, where the
 * caret is then, as Tiptap's collaboration caret says it.
 */
export class Writer {
  readonly #doc = new Y.Doc()
  readonly #text: Y.Text
  readonly #client: Client
  readonly #name: string
  readonly #caret: boolean
  /** When each update was sent, by its number. */
  readonly sentAtMs: number[] = []
  #clock = 0

  private constructor(client: Client, clientId: number, name: string, caret: boolean) {
    this.#client = client
    this.#doc.clientID = clientId
    this.#name = name
    this.#caret = caret
    this.#text = this.#doc.getText(`bench ${name}`)
  }

  static async join(options: WriterOptions & { clientId: number; onLost: (why: string) => void }): Promise<Writer> {
    const { client } = await Client.join({ ...options, writes: true })
    return new Writer(client, options.clientId, `Writer ${options.clientId % 1000}`, options.caret)
  }

  /** Sends one update, and the caret behind it in the same write. */
  write(): void {
    const before = Y.encodeStateVector(this.#doc)
    const letter = String.fromCharCode(97 + (this.sentAtMs.length % 26))
    this.#text.insert(this.#text.length, letter.repeat(CLOCKS_PER_UPDATE))
    const messages = [syncMessage(SYNC.update, Y.encodeStateAsUpdate(this.#doc, before))]
    if (this.#caret) messages.push(awarenessMessage(this.#doc.clientID, ++this.#clock, this.#state()))
    this.sentAtMs.push(nowMs())
    this.#client.send(messages)
  }

  sent(): Sent {
    return { clientId: this.#doc.clientID, count: this.sentAtMs.length }
  }

  get clientId(): number {
    return this.#doc.clientID
  }

  close(): void {
    this.#client.close()
    this.#doc.destroy()
  }

  #state(): unknown {
    const clock = this.sentAtMs.length * CLOCKS_PER_UPDATE
    const place = { type: null, tname: `bench ${this.#name}`, item: { client: this.#doc.clientID, clock }, assoc: 0 }
    return { user: { name: this.#name, color: '#8a6d3b' }, cursor: { anchor: place, head: place } }
  }
}

/**
 * Lets writers write, each on a beat of its own: evenly spread over the interval, each beat moved a little at random,
 * never together. Returns how to stop them.
 */
export function keepWriting(writers: readonly Writer[], perSecond: number, seed: number): () => void {
  const random = new SeededRandom(seed)
  const intervalMs = 1000 / perSecond
  const beganMs = nowMs()
  const beats = writers.map((writer, index) => {
    const phaseMs = ((index + random.next()) / writers.length) * intervalMs
    return { writer, phaseMs, count: 0, dueMs: beganMs + phaseMs }
  })
  let timer: NodeJS.Timeout | undefined
  const run = () => {
    const now = nowMs()
    let nextMs = Number.POSITIVE_INFINITY
    for (const beat of beats) {
      if (beat.dueMs <= now) {
        beat.writer.write()
        beat.count++
        const jitter = (random.next() * 2 - 1) * JITTER
        beat.dueMs = beganMs + beat.phaseMs + (beat.count + jitter) * intervalMs
      }
      nextMs = Math.min(nextMs, beat.dueMs)
    }
    timer = setTimeout(run, Math.max(0, nextMs - nowMs()))
  }
  run()
  return () => clearTimeout(timer)
}
