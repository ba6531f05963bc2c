/** The structured log: lines of JSON, to standard error or to a file. Writing it may fail, and the server goes on. */
import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'
import { shownLine, shownText } from '@coeval/chronology'
import { destination, type Logger, pino, type SerializedError, stdSerializers } from 'pino'

/** A larger file is put aside, in place of the one put aside before. */
const MAX_LOG_BYTES = 10 * 1024 * 1024

const MAX_ERROR_LENGTH = 5000
const MAX_FIELD_LENGTH = 500
const short = (text: unknown) => shownLine(String(text), MAX_FIELD_LENGTH)

/** What anybody may have written: an address, an error that quotes a text. */
const SERIALIZERS = {
  path: short,
  room: short,
  chronology: short,
  err: (error: Error) => {
    const { type, message, stack, code } = stdSerializers.err(error) as SerializedError & { code?: unknown }
    return {
      type,
      message: shownText(String(message), MAX_ERROR_LENGTH),
      stack: shownText(String(stack), MAX_ERROR_LENGTH),
      ...(code !== undefined && { code }),
    }
  },
}

export interface LogOptions {
  level: 'debug' | 'info' | 'warn' | 'error'
  /** Standard error where there is none. */
  file?: string
  maxBytes?: number
}

/** Throws where the file cannot be opened. */
export function createLog({ level, file, maxBytes = MAX_LOG_BYTES }: LogOptions): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: SERIALIZERS }
  if (file !== undefined) return pino(options, new LogFile(file, maxBytes))
  const standardError = destination({ dest: 2, sync: true })
  // It may be redirected to a disk that is full: without a listener that would end the process.
  standardError.on('error', () => {})
  return pino(options, standardError)
}

class LogFile {
  readonly #path: string
  readonly #maxBytes: number
  #fd: number
  #bytes: number

  constructor(path: string, maxBytes: number) {
    this.#path = path
    this.#maxBytes = maxBytes
    this.#fd = openSync(path, 'a', 0o600)
    this.#bytes = fstatSync(this.#fd).size
  }

  write(line: string): void {
    try {
      if (this.#bytes > this.#maxBytes) this.#putAside()
      this.#bytes += writeSync(this.#fd, line)
    } catch {
      // The disk is full or gone, and there is nowhere else to say it; people are told by the room.
    }
  }

  #putAside(): void {
    // First, so that where it cannot be put aside the next lines are written all the same.
    this.#bytes = 0
    renameSync(this.#path, `${this.#path}.1`)
    const full = this.#fd
    this.#fd = openSync(this.#path, 'a', 0o600)
    closeSync(full)
  }
}
