import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import { CLOSE, PeerError } from './close.ts'
import { presenceFrame, refusedFrame, savedFrame, step1Frame, step2Frame, storageFrame, updateFrame } from './frames.ts'
import { readClientMessage } from './client-message.ts'
import { readRefused, readSaved, readStorage } from './private-messages.ts'
import { TAG } from './tags.ts'
import { SeededRandom } from '../testing/seeded-random.ts'

const bytes = (...content: number[]) => Uint8Array.from(content)

test('the private messages are these bytes, for ever', () => {
  expect(savedFrame(300)).toEqual(bytes(64, 0xac, 0x02))
  expect(storageFrame(true, 'no')).toEqual(bytes(65, 1, 2, 110, 111))
  expect(storageFrame(false, '')).toEqual(bytes(65, 0, 0))
  expect(refusedFrame('no')).toEqual(bytes(66, 2, 110, 111))
})

test('the shared messages are those of y-websocket 3.1', () => {
  expect(step1Frame(bytes(0))).toEqual(bytes(0, 0, 1, 0))
  expect(step2Frame(bytes(0, 0))).toEqual(bytes(0, 1, 2, 0, 0))
  expect(updateFrame(bytes(0, 0))).toEqual(bytes(0, 2, 2, 0, 0))
  expect(presenceFrame([])).toEqual(bytes(1, 1, 0))
  expect(presenceFrame([{ clientId: 5, clock: 2, state: '{}' }])).toEqual(bytes(1, 6, 1, 5, 2, 2, 123, 125))
})

test('a client reads the private messages back', () => {
  const afterTag = (frame: Uint8Array) => {
    const decoder = decoding.createDecoder(frame)
    decoding.readVarUint(decoder)
    return decoder
  }
  expect(readSaved(afterTag(savedFrame(70_000)))).toBe(70_000)
  expect(readStorage(afterTag(storageFrame(true, 'full')))).toEqual({ failing: true, reason: 'full' })
  expect(readRefused(afterTag(refusedFrame('read only')))).toBe('read only')
})

test('what a client sends is read back', () => {
  expect(readClientMessage(step1Frame(bytes(7)))).toEqual({ type: 'step1', stateVector: bytes(7) })
  expect(readClientMessage(step2Frame(bytes(7)))).toEqual({ type: 'write', kind: 'step2', update: bytes(7) })
  expect(readClientMessage(updateFrame(bytes(7)))).toEqual({ type: 'write', kind: 'update', update: bytes(7) })
  expect(readClientMessage(bytes(TAG.queryAwareness))).toEqual({ type: 'queryPresence' })
  const entries = [{ clientId: 2 ** 32 - 1, clock: 9, state: '{"user":{"name":"Ada"}}' }]
  expect(readClientMessage(presenceFrame(entries))).toEqual({ type: 'presence', entries })
})

test.each([
  ['nothing', bytes()],
  ['an unknown tag', bytes(9)],
  ['a private tag', savedFrame(1)],
  ['the auth tag', bytes(2, 0, 1, 65)],
  ['an unknown sync message', bytes(0, 3, 1, 0)],
  ['an update shorter than it says', bytes(0, 2, 5, 1)],
  ['a number that never ends', bytes(255, 255, 255, 255, 255, 255, 255, 255, 255, 255)],
  ['two messages in one frame', bytes(0, 0, 1, 0, 0, 0, 1, 0)],
  ['an awareness count without entries', bytes(1, 2, 255, 1)],
  ['awareness that goes on', bytes(1, 2, 0, 7)],
])('[S6] %s is a PeerError with 4400', (_name, frame) => {
  expect(() => readClientMessage(frame)).toThrow(PeerError)
  try {
    readClientMessage(frame)
  } catch (error) {
    expect((error as PeerError).close).toBe(CLOSE.malformed)
  }
})

test('[S6] random bytes are read or refused, never anything else (seed 1)', () => {
  const random = new SeededRandom(1)
  let refused = 0
  for (let n = 0; n < 20_000; n++) {
    const frame = Uint8Array.from({ length: random.below(24) }, () =>
      random.chance(0.6) ? random.below(4) : random.below(256),
    )
    try {
      readClientMessage(frame)
    } catch (error) {
      if (!(error instanceof PeerError)) throw error
      refused++
    }
  }
  expect(refused).toBeGreaterThan(1000)
  expect(refused).toBeLessThan(20_000)
})

test('every close code has its own number, and a reason that fits into a close frame', () => {
  const reasons = Object.values(CLOSE)
  expect(new Set(reasons.map(({ code }) => code)).size).toBe(reasons.length)
  for (const { code, reason } of reasons) {
    expect(code).toBeGreaterThanOrEqual(4400)
    expect(code).toBeLessThan(4600)
    expect(new TextEncoder().encode(reason).length).toBeLessThanOrEqual(123)
    expect(reason).toMatch(/\.$/)
  }
})

test('[C1]–[C18] a client comes back after the codes that pass, and only after those', () => {
  const final = Object.entries(CLOSE).filter(([, { code }]) => code < 4500)
  expect(final.map(([name, { code }]) => `${code} ${name}`)).toEqual([
    '4400 malformed',
    '4401 noSession',
    '4403 forbidden',
    '4404 notFound',
    '4406 linkEnded',
    '4407 removed',
    '4408 signedOut',
    '4409 otherGeneration',
    '4410 trashed',
    '4413 frameTooLarge',
    '4414 documentTooLarge',
  ])
})
