/** Something that a data folder is to keep: one room, and the updates in its log. */
import type { LogRow } from '@coeval/sync/storage'
import type { DataFolder } from '../data-folder.ts'

/** Makes the room where `from` is 1. */
export async function write({ storage }: DataFolder, from: number, to: number, bytes = 3000): Promise<void> {
  if (from === 1) {
    const facts = { title: '', events: 0, nowMs: 0, visibility: 'private' as const, owner: null }
    await storage.chronologies.create({ id: 'room', generation: 'g', state: new Uint8Array(), ...facts })
  }
  for (let seq = from; seq <= to; seq++) {
    const row: LogRow = { room: 'room', seq, update: new Uint8Array(bytes).fill(seq), timeMs: seq }
    await storage.rooms.append([row])
  }
}

/** Of the updates that it has. */
export async function seqs({ storage }: DataFolder): Promise<number[]> {
  return ((await storage.rooms.load('room'))?.updates ?? []).map(({ seq }) => seq)
}
