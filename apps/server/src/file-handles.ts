/**
 * Notices that the process has no file handles left. Node does not say so: it takes connections that it has no handle
 * for and drops them. So one is opened and closed now and then; what cannot be opened is counted, and told once.
 */
import { closeSync, openSync } from 'node:fs'
import type { Logger } from 'pino'
import { handlesLimit, moreHandles } from './handles-limit.ts'

const LOOK_EVERY_MS = 1000
const SAY_AGAIN_AFTER_MS = 60_000

export const NO_HANDLES = 'The server has no file handles left, so it takes in nobody and opens no file.'

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
  #saidMs = 0
  #failures = 0

  constructor({ log, nowMs, tryOne = openOne }: FileHandlesOptions) {
    this.#log = log
    this.#nowMs = nowMs
    this.#tryOne = tryOne
  }

  /** A sentence while there are none. */
  get trouble(): string | undefined {
    return this.#sinceMs === undefined ? undefined : NO_HANDLES
  }

  start(): void {
    handlesLimit() // read while there are handles to read it with
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
    if (this.#sinceMs === undefined) return
    const seconds = Math.round((this.#nowMs() - this.#sinceMs) / 1000)
    this.#sinceMs = undefined
    this.#log.info({ seconds, failures: this.#failures }, 'there are file handles again')
    this.#failures = 0
  }

  /** Something could not be opened. True where it was for want of handles: it is counted, and need not be logged. */
  notice(error: unknown): boolean {
    if (!isForWantOfHandles(error)) return false
    const nowMs = this.#nowMs()
    this.#failures++
    if (this.#sinceMs === undefined || nowMs - this.#saidMs >= SAY_AGAIN_AFTER_MS) {
      this.#sinceMs ??= nowMs
      this.#saidMs = nowMs
      const seconds = Math.round((nowMs - this.#sinceMs) / 1000)
      this.#log.error(
        { limit: handlesLimit(), seconds, failures: this.#failures, err: String(error) },
        `${NO_HANDLES} ${moreHandles()}.`,
      )
    }
    return true
  }
}

export function isForWantOfHandles(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as NodeJS.ErrnoException
    if (code === 'EMFILE' || code === 'ENFILE') return true
  }
  return false
}

function openOne(): void {
  closeSync(openSync('/dev/null', 'r'))
}
