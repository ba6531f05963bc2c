/**
 * Reads SQLite's write-ahead log without SQLite, which would change it by opening it:
 * https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
import { readFileSync } from 'node:fs'

export interface WriteAheadLog {
  pageBytes: number
  /** Pages of the database once the log is in it; 0 where nothing was committed. */
  databasePages: number
  /** What was committed, by page number, the latest of each. */
  pages: ReadonlyMap<number, Buffer>
  /** All pages that were committed, in their order. */
  commits: readonly (readonly Buffer[])[]
  /** Commits lie behind a place that cannot be read: SQLite would drop them without a word. */
  isDamaged: boolean
}

const HEADER_BYTES = 32
const FRAME_HEADER_BYTES = 24
const MAGIC_LITTLE_ENDIAN = 0x377f0682
const MAGIC_BIG_ENDIAN = 0x377f0683
/** One may be the end of what was being written when the power failed. */
const TORN_COMMITS = 1

/** Undefined where it is missing or empty. */
export function readWriteAheadLog(path: string): WriteAheadLog | undefined {
  const bytes = readIfThere(path)
  if (bytes === undefined || bytes.length === 0) return undefined
  const nothing = { pageBytes: 0, databasePages: 0, pages: new Map<number, Buffer>(), commits: [] }
  // Its header is on the disk before anything follows it.
  if (bytes.length <= HEADER_BYTES) return { ...nothing, isDamaged: false }
  const magic = bytes.readUInt32BE(0)
  if (magic !== MAGIC_LITTLE_ENDIAN && magic !== MAGIC_BIG_ENDIAN) return { ...nothing, isDamaged: true }
  const isBigEndian = magic === MAGIC_BIG_ENDIAN
  let sum = checksum(bytes.subarray(0, 24), [0, 0], isBigEndian)
  if (!isSum(sum, bytes, 24)) return { ...nothing, isDamaged: true }

  const pageBytes = bytes.readUInt32BE(8) || 65_536
  const salts = bytes.subarray(16, 24)
  const pages = new Map<number, Buffer>()
  const commits: Buffer[][] = []
  let databasePages = 0
  let pending: [number: number, page: Buffer][] = []
  let unreadableCommits = 0
  let isReadable = true
  for (
    let at = HEADER_BYTES;
    at + FRAME_HEADER_BYTES + pageBytes <= bytes.length;
    at += FRAME_HEADER_BYTES + pageBytes
  ) {
    const header = bytes.subarray(at, at + FRAME_HEADER_BYTES)
    const page = bytes.subarray(at + FRAME_HEADER_BYTES, at + FRAME_HEADER_BYTES + pageBytes)
    // What lies behind the end of a log that began anew has other salts.
    if (!header.subarray(8, 16).equals(salts)) {
      isReadable = false
      continue
    }
    const commitPages = header.readUInt32BE(4)
    if (isReadable) {
      sum = checksum(page, checksum(header.subarray(0, 8), sum, isBigEndian), isBigEndian)
      isReadable = isSum(sum, header, 16)
    }
    if (!isReadable) {
      if (commitPages > 0) unreadableCommits++
      continue
    }
    pending.push([header.readUInt32BE(0), page])
    if (commitPages === 0) continue
    for (const [number, content] of pending) pages.set(number, content)
    commits.push(pending.map(([, content]) => content))
    pending = []
    databasePages = commitPages
  }
  return { pageBytes, databasePages, pages, commits, isDamaged: unreadableCommits > TORN_COMMITS }
}

/** Every page of the database is in it. */
export function holdsAll({ commits, databasePages, pages }: WriteAheadLog): boolean {
  if (commits.length === 0) return false
  for (let page = 1; page <= databasePages; page++) if (!pages.has(page)) return false
  return true
}

type Sum = readonly [number, number]

function checksum(bytes: Buffer, [first, second]: Sum, isBigEndian: boolean): Sum {
  let a = first
  let b = second
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + (isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)) + b) >>> 0
    b = (b + (isBigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)) + a) >>> 0
  }
  return [a, b]
}

function isSum([a, b]: Sum, bytes: Buffer, at: number): boolean {
  return bytes.readUInt32BE(at) === a && bytes.readUInt32BE(at + 4) === b
}

function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
