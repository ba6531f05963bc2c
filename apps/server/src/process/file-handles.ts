/**
 * Notices that the process has no file handles left. Node does not say so: it takes connections that it has no handle
 * for and drops them. So one is opened and closed now and then; what cannot be opened is counted, and told once. So
 * are connections that are dropped because the rest is kept for the program itself.
 */
import { closeSync, openSync } from 'node:fs'
import type { Server } from 'node:net'
import type { Logger } from 'pino'
import { say, type Sentence, sentence } from '../messages/sentence.ts'
import { handlesLimit, moreHandles } from './handles-limit.ts'

const LOOK_EVERY_MS = 1000
const SAY_AGAIN_AFTER_MS = 60_000

const NO_HANDLES = sentence('failures.no-handles')
const NONE_FOR_CONNECTIONS = sentence('failures.no-handles-for-connections')

export interface FileHandlesOptions {
  log: Pick<Logger, 'error' | 'info'>
  nowMs: () => number
  /** Throws where no file can be opened. */
  tryOne?: () => void
}

export class FileHandles {
  readonly #log: FileHandlesOptions['log']
  readonly #nowMs: () => number
  readonly #tryOne: () => void
  #timer: NodeJS.Timeout | undefined
  #sinceMs: number | undefined
  #trouble: Sentence = NO_HANDLES
  /** Since the last look. */
  #hasDropped = false
  #saidMs = 0
  #failures = 0

  constructor({ log, nowMs, tryOne = openOne }: FileHandlesOptions) {
    this.#log = log
    this.#nowMs = nowMs
    this.#tryOne = tryOne
  }

  /** A sentence while there are none. */
  get trouble(): Sentence | undefined {
    return this.#sinceMs === undefined ? undefined : this.#trouble
  }

  /** `server` may have a most of connections. */
  start(server: Server): void {
    handlesLimit() // read while there are handles to read it with
    server.on('drop', () => this.dropped())
    this.#timer = setInterval(() => this.look(), LOOK_EVERY_MS).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  look(): void {
    try {
      this.#tryOne()
    } catch (error) {
      this.notice(error)
      return
    }
    const hasDropped = this.#hasDropped
    this.#hasDropped = false
    if (hasDropped || this.#sinceMs === undefined) return
    const seconds = Math.round((this.#nowMs() - this.#sinceMs) / 1000)
    this.#sinceMs = undefined
    this.#log.info({ seconds, failures: this.#failures }, 'file handles are available again')
    this.#failures = 0
  }

  /** Something could not be opened. True where it was for want of handles: it is counted, and need not be logged. */
  notice(error: unknown): boolean {
    if (!isForWantOfHandles(error)) return false
    this.#count(NO_HANDLES, String(error))
    return true
  }

  /** A connection was, so that the program itself has some left. */
  dropped(): void {
    this.#hasDropped = true
    this.#count(NONE_FOR_CONNECTIONS, 'a connection was dropped')
  }

  #count(said: Sentence, why: string): void {
    const nowMs = this.#nowMs()
    this.#trouble = said
    this.#failures++
    if (this.#sinceMs === undefined || nowMs - this.#saidMs >= SAY_AGAIN_AFTER_MS) {
      this.#sinceMs ??= nowMs
      this.#saidMs = nowMs
      const seconds = Math.round((nowMs - this.#sinceMs) / 1000)
      this.#log.error(
        { limit: handlesLimit(), seconds, failures: this.#failures, error: why },
        `${say(said, ['en'])} ${moreHandles()}.`,
      )
    }
  }
}

function isForWantOfHandles(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException
    if (code === 'EMFILE' || code === 'ENFILE') return true
  }
  return false
}

function openOne(): void {
  closeSync(openSync('/dev/null', 'r'))
}
