import { SeededRandom } from '@coeval/sync/testing'
import { describe, expect, test } from 'vitest'
import { FrameParser } from './frame-parser.ts'

interface Heard {
  opcode: number
  payload: string
  length: number
}

describe('frames of a server', () => {
  test('are the same wherever the stream is cut', () => {
    for (let seed = 1; seed <= 10; seed++) {
      const random = new SeededRandom(seed)
      const sent = Array.from({ length: 12 }, () => makeFrame(random))
      const stream = concat(sent.map(({ opcode, payload }) => serverFrame(opcode, payload)))
      expect(parseInPieces(stream, random), `seed ${seed}`).toEqual(
        sent.map(({ opcode, payload }) => ({ opcode, payload: hex(payload), length: payload.length })),
      )
    }
  })

  test('are kept up to a limit where they are cut, and counted whole', () => {
    const stream = serverFrame(2, new Uint8Array(70_000).fill(7))
    const heard = collect((parser) => {
      parser.push(stream, 0, 40)
      parser.push(stream, 40, stream.length)
    }, 16)
    expect(heard).toEqual([{ opcode: 2, payload: '07'.repeat(16), length: 70_000 }])
  })

  test.each([
    ['masked', [0x82, 0x81, 0, 0, 0, 0, 1]],
    ['fragmented', [0x02, 1, 1]],
    ['compressed', [0xc2, 1, 1]],
  ])('that are %s are refused', (_name, bytes) => {
    expect(() => collect((parser) => parser.push(Uint8Array.from(bytes), 0, bytes.length))).toThrow()
  })
})

function parseInPieces(stream: Uint8Array, random: SeededRandom): Heard[] {
  return collect((parser) => {
    for (let at = 0; at < stream.length; ) {
      // Mostly single bytes, so that headers are cut; now and then a piece that holds several frames.
      const end = Math.min(stream.length, at + 1 + random.below(random.chance(0.7) ? 3 : 5000))
      // A buffer of its own, overwritten afterwards: the parser may keep no view of it.
      const shared = Uint8Array.from([0xff, ...stream.subarray(at, end), 0xff])
      parser.push(shared, 1, shared.length - 1)
      shared.fill(0xee)
      at = end
    }
  })
}

function collect(work: (parser: FrameParser) => void, keepBytes?: number): Heard[] {
  const heard: Heard[] = []
  work(
    new FrameParser((opcode, bytes, start, end, length) => {
      heard.push({ opcode, payload: hex(bytes.subarray(start, end)), length })
    }, keepBytes),
  )
  return heard
}

function makeFrame(random: SeededRandom): { opcode: number; payload: Uint8Array } {
  const salt = random.below(256)
  const length = random.pick([0, 1, 60, 125, 126, 127, 300, 4000, 65_535, 65_536, 66_000])
  const payload = new Uint8Array(length).map((_, index) => index * 7 + salt)
  return { opcode: random.pick([1, 2, 8, 9, 10]), payload }
}

function serverFrame(opcode: number, payload: Uint8Array): Uint8Array {
  const header = [0x80 | opcode]
  if (payload.length < 126) header.push(payload.length)
  else if (payload.length < 65_536) header.push(126, payload.length >> 8, payload.length & 0xff)
  else header.push(127, 0, 0, 0, 0, 0, payload.length >> 16, (payload.length >> 8) & 0xff, payload.length & 0xff)
  return concat([Uint8Array.from(header), payload])
}

function concat(parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts))
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
