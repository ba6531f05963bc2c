/**
 * Websocket frames as they go over TCP, made once for all sockets that get them. A server does not mask its frames
 * (RFC 6455, 5.1), so one buffer serves a whole room, and several messages to one socket are one write.
 */
const BINARY_FRAME = 0x82
/** Below that, a copy into one buffer is cheaper than another entry in the write. */
const JOIN_BELOW_BYTES = 16 * 1024

/** Buffers to be written one after the other. The messages themselves may be in them, uncopied. */
export function encodeFrames(messages: readonly Uint8Array[]): Buffer[] {
  const parts: Buffer[] = []
  let bytes = 0
  for (const message of messages) {
    const header = headerOf(message.length)
    parts.push(header, Buffer.from(message.buffer, message.byteOffset, message.byteLength))
    bytes += header.length + message.length
  }
  return bytes < JOIN_BELOW_BYTES ? [Buffer.concat(parts, bytes)] : parts
}

function headerOf(length: number): Buffer {
  if (length < 126) return Buffer.from([BINARY_FRAME, length])
  if (length < 65_536) return Buffer.from([BINARY_FRAME, 126, length >> 8, length & 0xff])
  const header = Buffer.alloc(10)
  header[0] = BINARY_FRAME
  header[1] = 127
  header.writeBigUInt64BE(BigInt(length), 2)
  return header
}
