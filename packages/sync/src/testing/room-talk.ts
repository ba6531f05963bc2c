/** A room without a host: what is said to it, and what each session hears. For tests. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { type PresenceEntry, readPresence } from '../wire/client-message.ts'
import { TAG } from '../wire/tags.ts'
import { DEFAULT_LIMITS } from '../room/limits.ts'
import type { Effect } from '../room/effect.ts'
import { Room } from '../room/room.ts'
import type { SessionId, SessionOptions } from '../room/session.ts'

export const WRITER: SessionOptions = { mayWrite: true, wantsReceipts: true }

export const STOCK: SessionOptions = { mayWrite: true, wantsReceipts: false }

export function makeRoom(limits: Partial<typeof DEFAULT_LIMITS> = {}): Room {
  return new Room('room', new Y.Doc(), 0, { limits: { ...DEFAULT_LIMITS, ...limits } })
}

export function join(room: Room, id: SessionId, options: SessionOptions = WRITER): void {
  room.join(id, options, 0)
}

/** What comes of a frame, with what everyone is to hear of it. */
export function receive(room: Room, id: SessionId, frame: Uint8Array, nowMs: number): Effect[] {
  return [...room.receive(id, frame, nowMs), ...room.flush(nowMs, { whole: true })]
}

/** A person's first update, and a way to make those that build on it. */
export function typing(clientId: number, text: string): { update: Uint8Array; more: (text: string) => Uint8Array } {
  const doc = new Y.Doc()
  doc.clientID = clientId
  let latest: Uint8Array = new Uint8Array()
  doc.on('update', (update: Uint8Array) => {
    latest = update
  })
  const type = (letters: string) => {
    doc.getText('t').insert(doc.getText('t').length, letters)
    return latest
  }
  return { update: type(text), more: type }
}

export function state(clientId: number, clock: number, name: string): PresenceEntry {
  return { clientId, clock, state: JSON.stringify({ user: { name } }) }
}

export function frames(effects: readonly Effect[], to: SessionId): Uint8Array[] {
  return effects.flatMap((effect) =>
    effect.type === 'send' && effect.to.includes(to) && effect.except !== to ? effect.frames : [],
  )
}

export function closes(effects: readonly Effect[]): string[] {
  return effects.flatMap((effect) => (effect.type === 'close' ? [`${effect.session} ${effect.reason.code}`] : []))
}

export function applyFrames(doc: Y.Doc, effects: readonly Effect[], to: SessionId): void {
  for (const frame of frames(effects, to)) {
    const decoder = decoding.createDecoder(frame)
    if (decoding.readVarUint(decoder) !== TAG.sync || decoding.readVarUint(decoder) === 0) continue
    Y.applyUpdate(doc, decoding.readVarUint8Array(decoder), 'room')
  }
}

/** What a session hears, in words. */
export function heard(effects: readonly Effect[], to: SessionId): string[] {
  return frames(effects, to).map((frame) => {
    const decoder = decoding.createDecoder(frame)
    switch (decoding.readVarUint(decoder)) {
      case TAG.sync:
        return ['step1', 'step2', 'update'][decoding.readVarUint(decoder)] ?? 'unknown'
      case TAG.awareness: {
        const entries = readPresence(decoding.readVarUint8Array(decoder))
        return ['presence', ...entries.map((e) => `${e.clientId}@${e.clock}${e.state === 'null' ? ' gone' : ''}`)].join(
          ' ',
        )
      }
      case TAG.auth:
        return 'denied'
      case TAG.saved:
        return `saved ${decoding.readVarUint(decoder)}`
      case TAG.storage:
        return `storage ${decoding.readVarUint(decoder)} ${decoding.readVarString(decoder)}`
      case TAG.refused:
        return 'refused'
      default:
        return 'unknown'
    }
  })
}

export const EMPTY_STATE = Uint8Array.of(0)

export function leave(room: Room, id: SessionId, nowMs: number): Effect[] {
  return [...room.leave(id, nowMs), ...room.flush(nowMs, { whole: true })]
}

export const READER: SessionOptions = { mayWrite: false, wantsReceipts: true }
