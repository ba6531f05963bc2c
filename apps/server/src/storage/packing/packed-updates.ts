/**
 * Updates as they cross between the threads: all bytes in one buffer, which is handed over and not copied again. An
 * update is often a view into a socket's large buffer, and cloning a view clones all that it looks into.
 */
import type { LogRow, RoomSummary } from '@coeval/sync/storage'

export interface PackedRows {
  heads: [room: string, seq: number, timeMs: number, author: string | null, byteLength: number, summary?: RoomSummary][]
  bytes: Uint8Array<ArrayBuffer>
}

export interface PackedUpdates {
  heads: [seq: number, byteLength: number][]
  bytes: Uint8Array<ArrayBuffer>
}

export function packRows(rows: readonly LogRow[]): PackedRows {
  return {
    heads: rows.map(({ room, seq, timeMs, author, update, summary }) => [
      room,
      seq,
      timeMs,
      author ?? null,
      update.length,
      summary,
    ]),
    bytes: joined(rows),
  }
}

export function unpackRows({ heads, bytes }: PackedRows): LogRow[] {
  let at = 0
  return heads.map(([room, seq, timeMs, author, byteLength, summary]) => {
    const update = bytes.subarray(at, (at += byteLength))
    return { room, seq, timeMs, author: author ?? undefined, update, summary }
  })
}

export function packUpdates(updates: readonly { seq: number; update: Uint8Array }[]): PackedUpdates {
  return { heads: updates.map(({ seq, update }) => [seq, update.length]), bytes: joined(updates) }
}

export function unpackUpdates({ heads, bytes }: PackedUpdates): { seq: number; update: Uint8Array }[] {
  let at = 0
  return heads.map(([seq, byteLength]) => ({ seq, update: bytes.subarray(at, (at += byteLength)) }))
}

function joined(parts: readonly { update: Uint8Array }[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { update }) => sum + update.length, 0))
  let at = 0
  for (const { update } of parts) {
    bytes.set(update, at)
    at += update.length
  }
  return bytes
}
