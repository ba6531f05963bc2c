/**
 * The files of the built page, in memory: a request asks no disk, which may be slow, full of other work, or gone. A new
 * build is noticed because the folder is looked at again, at most every two seconds and only while somebody asks; nobody
 * waits for that but who asks for a file that was not there the last time. What is too big for memory is read when asked for.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { Readable } from 'node:stream'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Encoding = 'br' | 'gzip'

export interface BuiltFile {
  etag: string
  bytes: number
  /** All of it; undefined where it is too big to be kept. */
  body: Uint8Array<ArrayBuffer> | undefined
  /** Compressed when first asked for, then kept. Only where there is a body. */
  encoded(encoding: Encoding): Promise<Uint8Array<ArrayBuffer>>
  /** From the disk. */
  stream(): ReadableStream
}

export interface BuiltPageOptions {
  nowMs?: () => number
  mostFileBytes?: number
  /** Of all files together, before compression. */
  mostBytes?: number
}

interface Found {
  mtimeMs: number
  file: BuiltFile
}

/** By folder: what was read and compressed for one server of this process serves the next, which a restore begins. */
const lastFoundByFolder = new Map<string, ReadonlyMap<string, Found>>()

const LOOK_EVERY_MS = 2000
const MIB = 1024 * 1024
const MAX_FILE_BYTES = 8 * MIB
const MAX_BYTES = 64 * MIB
const BROTLI_QUALITY = 6

export class BuiltPage {
  readonly #folder: string
  readonly #nowMs: () => number
  readonly #mostFileBytes: number
  readonly #mostBytes: number
  #files = new Map<string, Found>()
  #lookedMs = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined

  /** `folder` is where the page was built to; it may be missing. */
  constructor(folder: string, { nowMs, mostFileBytes, mostBytes }: BuiltPageOptions = {}) {
    this.#folder = folder
    this.#nowMs = nowMs ?? (() => performance.now())
    this.#mostFileBytes = mostFileBytes ?? MAX_FILE_BYTES
    this.#mostBytes = mostBytes ?? MAX_BYTES
  }

  /** By its path in the folder, with `/`. */
  async find(path: string): Promise<BuiltFile | undefined> {
    if (this.#nowMs() - this.#lookedMs >= LOOK_EVERY_MS) this.#looking ??= this.#look()
    const known = this.#files.get(path)
    if (known) return known.file
    await this.#looking
    return this.#files.get(path)?.file
  }

  /**
   * Keeps what has not changed. Never rejects: while a build has only begun, or the disk fails, all stays as it was, and
   * people who come then get the page as it was.
   */
  async #look(): Promise<void> {
    this.#lookedMs = this.#nowMs()
    try {
      const files = new Map<string, Found>()
      let bytes = 0
      for (const path of await pathsIn(this.#folder)) {
        const found = await this.#read(path, this.#mostBytes - bytes)
        if (!found) continue
        files.set(path, found)
        bytes += found.file.body?.length ?? 0
      }
      if (!files.has('index.html')) return
      this.#files = files
      lastFoundByFolder.set(this.#folder, files)
    } catch {
      // Nothing can be read there.
    } finally {
      this.#looking = undefined
    }
  }

  async #read(path: string, bytesLeft: number): Promise<Found | undefined> {
    const fullPath = join(this.#folder, path)
    const known = this.#files.get(path) ?? lastFoundByFolder.get(this.#folder)?.get(path)
    try {
      const facts = await stat(fullPath)
      if (!facts.isFile()) return undefined
      const { mtimeMs, size } = facts
      if (known?.mtimeMs === mtimeMs && known.file.bytes === size) return known
      if (size > this.#mostFileBytes || size > bytesLeft) {
        return { mtimeMs, file: bigFile(fullPath, size, `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`) }
      }
      return { mtimeMs, file: keptFile(fullPath, new Uint8Array(await readFile(fullPath))) }
    } catch (error) {
      // Removed since its folder was read; or the disk fails.
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : this.#files.get(path)
    }
  }
}

/** Sorted, so that the same files are kept each time. */
async function pathsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.map((name) => name.split(sep).join('/')).sort()
}

function keptFile(fullPath: string, body: Uint8Array<ArrayBuffer>): BuiltFile {
  const encodings = new Map<Encoding, Promise<Uint8Array<ArrayBuffer>>>()
  return {
    // The same content is the same file, whenever it was built.
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    bytes: body.length,
    body,
    encoded(encoding) {
      const known = encodings.get(encoding)
      if (known) return known
      const compressing = compress(body, encoding)
      encodings.set(encoding, compressing)
      compressing.catch(() => encodings.delete(encoding))
      return compressing
    },
    stream: () => streamOf(fullPath),
  }
}

function bigFile(fullPath: string, bytes: number, etag: string): BuiltFile {
  return {
    etag,
    bytes,
    body: undefined,
    encoded: () => Promise.reject(new Error(`${fullPath} is too big to be compressed`)),
    stream: () => streamOf(fullPath),
  }
}

function streamOf(fullPath: string): ReadableStream {
  return Readable.toWeb(createReadStream(fullPath)) as ReadableStream
}

async function compress(body: Uint8Array, encoding: Encoding): Promise<Uint8Array<ArrayBuffer>> {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }
  return new Uint8Array(await (encoding === 'br' ? promisify(brotliCompress)(body, quality) : promisify(gzip)(body)))
}
