/** [S6] Frames of a client, read with distrust: one message each, nothing after it. */
import * as decoding from 'lib0/decoding'
import { CLOSE, PeerError } from './close.ts'
import { SYNC, TAG } from './tags.ts'

export interface PresenceEntry {
  clientId: number
  clock: number
  /** JSON text of the state; 'null' for a client that left. */
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

/** Body of an awareness message (y-protocols/awareness). The JSON is checked later, by `Presence`. */
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
