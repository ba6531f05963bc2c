/**
 * Readers of the private messages [H5], for a client: y-websocket calls `messageHandlers[tag] = (encoder, decoder) => …`
 * with the tag read already.
 */
import * as decoding from 'lib0/decoding'

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
