import * as encoding from 'lib0/encoding'

export const SYNC = { step1: 0, step2: 1, update: 2 } as const
/** Yjs' encoding of nothing: an empty state vector, and (twice) an update without structs and deletions. */
export const EMPTY_STATE_VECTOR = Uint8Array.of(0)
export const EMPTY_UPDATE = Uint8Array.of(0, 0)

/** A sync message of y-protocols: tag 0, its kind, the payload. */
export function syncMessage(kind: number, payload: Uint8Array): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0)
    encoding.writeVarUint(encoder, kind)
    encoding.writeVarUint8Array(encoder, payload)
  })
}

/** An awareness message of y-protocols about one client. */
export function awarenessMessage(clientId: number, clock: number, state: unknown): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, JSON.stringify(state))
  })
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(encoder, body)
  })
}
