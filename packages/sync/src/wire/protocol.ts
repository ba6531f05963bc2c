/**
 * The frames of the conversation, as bytes. The rules behind them, with their numbers, are in PROTOCOL.md.
 *
 * Tags 0 to 3 are those of y-websocket 3.1, so that its stock provider can talk with us. Tags from 64 are ours and go
 * only to clients that connect with `ack=1`. Tags and close codes are permanent: retire one, never use it again.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** First varUint of every frame. */
export const TAG = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** [64, n]: the first n write frames of this connection are on disk. */
  saved: 64,
  /** [65, 0 | 1, sentence]: 1 while the server cannot store, 0 once it can again. */
  storage: 65,
  /** [66, sentence]: a frame was not accepted, and why. */
  refused: 66,
} as const

export const MESSAGE_SAVED = TAG.saved
export const MESSAGE_STORAGE = TAG.storage
export const MESSAGE_REFUSED = TAG.refused

/** Second varUint of a sync frame. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const

/** y-protocols/auth: the only message that it has. */
const AUTH_PERMISSION_DENIED = 0

export const MAX_FRAME_BYTES = 4 * 1024 * 1024
export const MAX_DOCUMENT_BYTES = 50 * 1024 * 1024

/**
 * Why a connection ended. y-websocket 3.1 gives up for good on 4400 to 4499 and comes back on everything else, so what
 * trying again cannot mend is a 44xx, and what passes is a 45xx. Reasons stay within the 123 bytes of RFC 6455.
 */
export const CLOSE = {
  malformed: { code: 4400, reason: 'The server could not read a message of this page. Reload the page.' },
  noSession: { code: 4401, reason: 'Sign in, or open the link that you were given, to see this chronology.' },
  forbidden: { code: 4403, reason: 'This chronology is not shared with you. Ask one of its owners.' },
  notFound: { code: 4404, reason: 'There is no such chronology on this server.' },
  linkEnded: { code: 4406, reason: 'The link that let you in was revoked or has expired. Ask for a new one.' },
  removed: { code: 4407, reason: 'You are no longer a member of this chronology. Ask one of its owners.' },
  signedOut: { code: 4408, reason: 'You were signed out. Sign in again, or open your link once more.' },
  otherGeneration: {
    code: 4409,
    reason: 'This chronology was replaced. Keep a copy of unsaved changes, then reload the page.',
  },
  trashed: { code: 4410, reason: 'This chronology is in the trash. Restore it to go on editing.' },
  frameTooLarge: {
    code: 4413,
    reason: 'One change is too large to send. Make it in smaller steps, or import it as a file.',
  },
  documentTooLarge: {
    code: 4414,
    reason: 'This chronology has reached its size limit. Remove something, or start another.',
  },
  notLoaded: { code: 4500, reason: 'The chronology could not be read from storage. Trying again.' },
  restarting: { code: 4503, reason: 'The server is restarting. Trying again.' },
  tooSlow: { code: 4508, reason: 'This connection was too slow to keep up. Trying again.' },
  roleChanged: { code: 4510, reason: 'What you may do in this chronology has changed. Connecting again.' },
  resync: { code: 4509, reason: 'Some changes arrived out of order. Connecting again.' },
  tooMany: { code: 4529, reason: 'The server is full at the moment. Trying again.' },
  tooFast: {
    code: 4530,
    reason: 'This page sent more than the server takes at once. Nothing is lost. Trying again.',
  },
} as const satisfies Record<string, CloseReason>

export interface CloseReason {
  code: number
  reason: string
}

/** The peer's fault: ends its connection with this close reason. The room and the process go on. */
export class PeerError extends Error {
  readonly close: CloseReason
  constructor(close: CloseReason, detail: string, options?: ErrorOptions) {
    super(detail, options)
    this.name = 'PeerError'
    this.close = close
  }
}

export interface PresenceEntry {
  clientId: number
  clock: number
  /** JSON text of the state; 'null' for one who left. */
  state: string
}

/** What a client may send. */
export type ClientMessage =
  | { type: 'step1'; stateVector: Uint8Array }
  | { type: 'write'; kind: 'step2' | 'update'; update: Uint8Array }
  | { type: 'presence'; entries: PresenceEntry[] }
  | { type: 'queryPresence' }

/** Reads one frame of a client: one message, nothing after it. Throws PeerError. */
export function readClientMessage(frame: Uint8Array): ClientMessage {
  const decoder = decoding.createDecoder(frame)
  let message: ClientMessage
  try {
    message = readMessage(decoder)
  } catch (cause) {
    if (cause instanceof PeerError) throw cause
    throw new PeerError(CLOSE.malformed, 'the frame is truncated or not a message', { cause })
  }
  if (decoding.hasContent(decoder)) throw new PeerError(CLOSE.malformed, 'the frame goes on after its message')
  return message
}

function readMessage(decoder: decoding.Decoder): ClientMessage {
  const tag = decoding.readVarUint(decoder)
  switch (tag) {
    case TAG.sync:
      return readSync(decoder)
    case TAG.awareness:
      return { type: 'presence', entries: readPresence(decoding.readVarUint8Array(decoder)) }
    case TAG.queryAwareness:
      return { type: 'queryPresence' }
    default:
      throw new PeerError(CLOSE.malformed, `no client sends a message with tag ${tag}`)
  }
}

function readSync(decoder: decoding.Decoder): ClientMessage {
  const kind = decoding.readVarUint(decoder)
  const payload = decoding.readVarUint8Array(decoder)
  switch (kind) {
    case SYNC.step1:
      return { type: 'step1', stateVector: payload }
    case SYNC.step2:
      return { type: 'write', kind: 'step2', update: payload }
    case SYNC.update:
      return { type: 'write', kind: 'update', update: payload }
    default:
      throw new PeerError(CLOSE.malformed, `there is no sync message ${kind}`)
  }
}

/** Body of an awareness message (y-protocols/awareness). The JSON is checked later, by the one who uses it. */
export function readPresence(body: Uint8Array): PresenceEntry[] {
  const decoder = decoding.createDecoder(body)
  const count = decoding.readVarUint(decoder)
  const entries: PresenceEntry[] = []
  for (let i = 0; i < count; i++) {
    entries.push({
      clientId: decoding.readVarUint(decoder),
      clock: decoding.readVarUint(decoder),
      state: decoding.readVarString(decoder),
    })
  }
  if (decoding.hasContent(decoder)) throw new PeerError(CLOSE.malformed, 'the awareness message goes on after its end')
  return entries
}

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

/**
 * Readers of the private messages, for a client: y-websocket calls `messageHandlers[tag] = (encoder, decoder) => …` with
 * the tag read already.
 */
export function readSaved(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder)
}

export function readStorage(decoder: decoding.Decoder): { failing: boolean; reason: string } {
  const failing = decoding.readVarUint(decoder) === 1
  return { failing, reason: decoding.readVarString(decoder) }
}

export function readRefused(decoder: decoding.Decoder): string {
  return decoding.readVarString(decoder)
}

function syncFrame(kind: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TAG.sync)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, payload)
  })
}
