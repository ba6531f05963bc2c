/** The work of a transfer thread: files to documents and back. Takes seconds and much memory, so never the main thread's. */
import { deflateRawSync, gzipSync } from 'node:zlib'
import { type FoundProblem, MAX_TITLE_LENGTH, type Problem, shortenText } from '@coeval/chronology'
import { textsOverLimit } from '@coeval/chronology/check'
import type { Said, SaidValue } from '@coeval/chronology/messages'
import { readChronology, seedDocument } from '@coeval/chronology/ydoc'
import { formats, readFile, withUsableIds } from '@coeval/formats'
import { openDocument } from '@coeval/sync/stored-document'
import * as Y from 'yjs'
import { unpackUpdates } from '../storage/packing/packed-updates.ts'
import { decodeSnapshot } from '../storage/packing/snapshot-encoding.ts'
import type { Job, ReadJob, ReadOutcome, WriteJob, WriteOutcome } from './jobs.ts'

const MAX_PROBLEMS = 500
/** Of each of its texts: a path can be made of keys of any length. */
const MAX_PROBLEM_LENGTH = 500
/** Quickly rather than well, as the database does. */
const DEFLATE_LEVEL = 1
const GZIP_LEVEL = 4

export function doJob(job: Job): ReadOutcome | WriteOutcome {
  return job.kind === 'read' ? read(job) : write(job)
}

function read({ bytes, title, keep, ...options }: ReadJob): ReadOutcome {
  const { chronology, problems, offer } = readFile(bytes, options)
  const shown = { problems: bounded(problems), ...(offer && { offer }) }
  // They are not needed any more, and 50 MB.
  bytes.buffer.transfer(0)
  if (!chronology) return { chronology: null, ...shown }
  if (title !== undefined) chronology.meta = { ...chronology.meta, title }
  const facts = {
    title: chronology.meta.title,
    events: chronology.events.filter(({ deletedAt }) => !deletedAt).length,
  }
  if (!keep) return { chronology: facts, ...shown }
  const doc = new Y.Doc()
  seedDocument(doc, chronology)
  const state = Y.encodeStateAsUpdateV2(doc)
  doc.destroy()
  if (state.length > keep.maxStateBytes) {
    const message = `The chronology in the file takes ${megabytes(state.length)}, and one may have at most ${megabytes(keep.maxStateBytes)}: split it.`
    return { chronology: null, problems: [{ severity: 'error', path: '', where: 'the file', message }] }
  }
  return { chronology: { ...facts, packedState: own(deflateRawSync(state, { level: DEFLATE_LEVEL })) }, ...shown }
}

function write({ id, format: formatId, from }: WriteJob): WriteOutcome {
  const format = formats.find((known) => known.id === formatId)
  if (!format?.write) throw new Error(`there is no export format "${formatId}"`)
  const doc = 'state' in from ? ofState(from.state) : openDocument(id, unpacked(from)).doc
  const chronology = readChronology(doc)
  doc.destroy()
  const usable = withUsableIds(chronology)
  const file = Buffer.from(format.write(usable.chronology))
  const title = shortenText(chronology.meta.title, MAX_TITLE_LENGTH)
  // Carried whole, and cut where they are shown.
  const problems = bounded(textsOverLimit(chronology))
  const packed = own(gzipSync(file, { level: GZIP_LEVEL }))
  return { title, packed, byteLength: file.length, problems, changedIds: usable.changed }
}

function ofState(state: Uint8Array): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdateV2(doc, state)
  return doc
}

function unpacked({
  snapshot,
  snapshotEncoding,
  snapshotSeq,
  updates,
}: Exclude<WriteJob['from'], { state: Uint8Array }>) {
  return {
    snapshot: snapshot && decodeSnapshot(snapshot, snapshotEncoding),
    snapshotSeq,
    updates: unpackUpdates(updates),
  }
}

function bounded(problems: readonly FoundProblem[]): (Problem | FoundProblem)[] {
  const shown: (Problem | FoundProblem)[] = problems
    .slice(0, MAX_PROBLEMS)
    .map(({ severity, path, where, message, said, saidWhere }) => ({
      severity,
      path: cut(path),
      where: cut(where),
      message: cut(message),
      said: cutSaid(said),
      ...(saidWhere && { saidWhere: cutSaid(saidWhere) }),
    }))
  const more = problems.length - shown.length
  if (more > 0) shown.push({ severity: 'warning', path: '', where: '', message: `And ${more} more problems.` })
  return shown
}

function cut(text: string): string {
  return text.length <= MAX_PROBLEM_LENGTH ? text : `${text.slice(0, MAX_PROBLEM_LENGTH).toWellFormed()}…`
}

/** A sentence is nested a few deep: an entry in a part of an entry. */
function cutSaid({ key, values = {} }: Said): Said {
  return { key, values: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, cutValue(value)])) }
}

function cutValue(value: SaidValue): SaidValue {
  if (typeof value === 'number') return value
  if (typeof value === 'string') return cut(value)
  return 'key' in value ? cutSaid(value) : value.map((item) => (typeof item === 'string' ? cut(item) : cutSaid(item)))
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`
}

/** A buffer of its own, to be handed over: a small one is a view into a pool. */
function own(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const isWhole = bytes.buffer instanceof ArrayBuffer && bytes.byteLength === bytes.buffer.byteLength
  return isWhole ? new Uint8Array(bytes.buffer as ArrayBuffer) : new Uint8Array(bytes)
}
