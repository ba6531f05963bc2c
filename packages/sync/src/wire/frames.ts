/** The frames of the server, as bytes. The table of them is in PROTOCOL.md. */
import * as encoding from 'lib0/encoding'
import type { PresenceEntry } from './client-message.ts'
import { SYNC, TAG } from './tags.ts'

/** y-protocols/auth: the only message that it has. */
const AUTH_PERMISSION_DENIED = 0

export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step1, stateVector)
}

export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.step2, update)
}

export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(SYNC.update, update)
}

/** With no entries, it says nothing and keeps a y-websocket client from giving up after 30 s of silence. */
export function presenceFrame(entries: PresenceEntry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TAG.awareness)
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => {
        encoding.writeVarUint(body, entries.length)
        for (const { clientId, clock, state } of entries) {
          encoding.writeVarUint(body, clientId)
          encoding.writeVarUint(body, clock)
          encoding.writeVarString(body, state)
        }
      }),
    )
  })
}

export const KEEPALIVE_FRAME = presenceFrame([])

export function permissionDeniedFrame(sentence: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TAG.auth)
    encoding.writeVarUint(encoder, AUTH_PERMISSION_DENIED)
    encoding.writeVarString(encoder, sentence)
  })
}

export function savedFrame(frames: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TAG.saved)
    encoding.writeVarUint(encoder, frames)
  })
}

export function storageFrame(failing: boolean, sentence: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TAG.storage)
    encoding.writeVarUint(encoder, failing ? 1 : 0)
    encoding.writeVarString(encoder, sentence)
  })
}

export function refusedFrame(sentence: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TAG.refused)
    encoding.writeVarString(encoder, sentence)
  })
}

function syncFrame(kind: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TAG.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, payload)
  })
}
