/** Exports that are still valid: for an unchanged chronology, the next request gets the file made for the one before. */

interface Kept<File> {
  seq: number
  file: File
  bytes: number
}

export class KeptFiles<File> {
  readonly #maxBytes: number
  readonly #forgetAfterMs: number
  /** The one that was used longest ago comes first. */
  readonly #kept = new Map<string, Kept<File>>()
  #bytes = 0
  #timer: NodeJS.Timeout | undefined

  /** `forgetAfterMs`: all are forgotten when nobody has asked for any in so long. */
  constructor({ maxBytes, forgetAfterMs }: { maxBytes: number; forgetAfterMs: number }) {
    this.#maxBytes = maxBytes
    this.#forgetAfterMs = forgetAfterMs
  }

  get bytes(): number {
    return this.#bytes
  }

  /** As the document was after that update; undefined where it has changed since, or is not kept. */
  get(key: string, seq: number): File | undefined {
    const kept = this.#kept.get(key)
    if (kept?.seq !== seq) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    this.#forgetLater()
    return kept.file
  }

  /** One for each key: of several, that of the latest update. */
  put(key: string, seq: number, file: File, bytes: number): void {
    const before = this.#kept.get(key)
    if (before && before.seq > seq) return
    this.#drop(key)
    if (bytes > this.#maxBytes / 2) return
    this.#kept.set(key, { seq, file, bytes })
    this.#bytes += bytes
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#maxBytes) break
      this.#drop(oldest)
    }
    this.#forgetLater()
  }

  clear(): void {
    clearTimeout(this.#timer)
    this.#kept.clear()
    this.#bytes = 0
  }

  #drop(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0
    this.#kept.delete(key)
  }

  #forgetLater(): void {
    if (this.#timer) this.#timer.refresh()
    else this.#timer = setTimeout(() => this.clear(), this.#forgetAfterMs).unref()
  }
}
