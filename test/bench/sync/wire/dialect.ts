import * as encoding from 'lib0/encoding'

export const PEERS = ['coeval', 'hocuspocus', 'y-websocket', 'relay'] as const
export type PeerName = (typeof PEERS)[number]

/** How one server wants to be spoken to about one room; all speak y-protocols inside. */
export interface Dialect {
  path: string
  /** In front of every message, in both directions. */
  prefix: Uint8Array
  /** Said before anything else, with its prefix. */
  credentials: Uint8Array | undefined
  /** The server keeps the document and answers sync step 1. */
  hasDocument: boolean
}

/** `writes`: the connection is that of a writer, who asks Coeval for acknowledgements. */
export function dialectOf(peer: PeerName, room: string, writes: boolean): Dialect {
  const prefix = new Uint8Array(0)
  switch (peer) {
    case 'coeval':
      return { path: `/sync/${room}${writes ? '?ack=1' : ''}`, prefix, credentials: undefined, hasDocument: true }
    case 'y-websocket':
      return { path: `/${room}`, prefix, credentials: undefined, hasDocument: true }
    case 'relay':
      return { path: `/${room}`, prefix, credentials: undefined, hasDocument: false }
    case 'hocuspocus':
      return {
        path: '/',
        prefix: encoding.encode((encoder) => encoding.writeVarString(encoder, room)),
        credentials: encoding.encode((encoder) => {
          encoding.writeVarString(encoder, room)
          encoding.writeVarUint(encoder, 2) // MessageType.Auth
          encoding.writeVarUint(encoder, 0) // AuthMessageType.Token
          encoding.writeVarString(encoder, '')
        }),
        hasDocument: true,
      }
  }
}
