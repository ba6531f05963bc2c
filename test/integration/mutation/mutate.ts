/** What a broken or hostile client may make of a frame. Each takes a real one and gives back something else. */
import { crafted, type SeededRandom } from '@coeval/sync/testing'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

type Mutation = (frame: Uint8Array, random: SeededRandom, other: Uint8Array) => Uint8Array

/** Numbers at which readers break: lengths and counts that no frame can hold, and the edges of 31, 32 and 53 bits. */
const HUGE = [2 ** 16, 2 ** 24, 2 ** 28, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 45, 2 ** 53 - 1]
const MAX_DEPTH = 50_000
const MAX_MAPS = 4000

const BYTES: Record<string, Mutation> = {
  'flip bits': (frame, random) => {
    const bytes = frame.slice()
    for (let n = 1 + random.below(8); n > 0; n--) {
      const at = random.below(bytes.length)
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
    }
    return bytes
  },
  'set bytes': (frame, random) => {
    const bytes = frame.slice()
    for (let n = 1 + random.below(4); n > 0; n--) bytes[random.below(bytes.length)] = random.pick([0, 1, 127, 128, 255])
    return bytes
  },
  truncate: (frame, random) => frame.slice(0, random.below(frame.length)),
  extend: (frame, random) => join(frame, randomBytes(random, 1 + random.below(20))),
  'cut out': (frame, random) => {
    const from = random.below(frame.length)
    return join(frame.slice(0, from), frame.slice(from + 1 + random.below(8)))
  },
  double: (frame, random) => {
    const from = random.below(frame.length)
    const to = from + random.below(frame.length - from + 1)
    return join(frame.slice(0, to), frame.slice(from))
  },
  splice: (frame, random, other) =>
    join(frame.slice(0, random.below(frame.length + 1)), other.slice(random.below(other.length + 1))),
  'blow up a number': (frame, random) => {
    const at = random.below(frame.length)
    const number = encoding.encode((encoder) => encoding.writeVarUint(encoder, random.pick(HUGE)))
    return join(frame.slice(0, at), number, frame.slice(at + 1))
  },
  'endless number': (frame, random) => {
    const at = random.below(frame.length)
    return join(frame.slice(0, at), new Uint8Array(1 + random.below(40)).fill(255), frame.slice(at + 1))
  },
}

/** Of whole frames, whatever is in them. */
const FRAMES: Record<string, Mutation> = {
  ...BYTES,
  random: (_frame, random) => join(Uint8Array.of(random.below(5)), randomBytes(random, random.below(200))),
  empty: () => new Uint8Array(),
  'unknown tag': (frame, random) => join(Uint8Array.of(random.below(256)), frame.slice(1)),
  'deep presence': (_frame, random) => presence(random, nested(random, '[', ']')),
  'broken presence': (_frame, random) => presence(random, random.pick(['', '{', 'nul', '{"user":', '\0', 'NaN', '}'])),
  'odd presence': (_frame, random) =>
    presence(random, random.pick(['[]', '1', 'true', '"x"', '{"__proto__":{"user":1}}', '{"user":{"toString":1}}'])),
}

/** Of the Yjs update in a write frame, wrapped again with its right length, so that Yjs gets to read it. */
const UPDATES: Record<string, Mutation> = {
  ...BYTES,
  'V2 as V1': (update) => Y.convertUpdateFormatV1ToV2(update),
  'many clients': (_update, random) => join(varUint(random.pick(HUGE)), randomBytes(random, 30)),
  'many structs': (_update, random) => join(varUint(1), varUint(random.pick(HUGE)), randomBytes(random, 30)),
  'long item': (_update, random) => oneItem(random, (encoder) => encoding.writeVarUint(encoder, random.pick(HUGE)), 1),
  'deep value': (_update, random) =>
    oneItem(
      random,
      (encoder) => {
        encoding.writeVarUint(encoder, 1)
        for (let n = mostlyLittle(random, MAX_DEPTH); n > 0; n--)
          encoding.writeUint8Array(encoder, Uint8Array.of(117, 1))
        encoding.writeUint8(encoder, 126)
      },
      8,
    ),
  'deep JSON': (_update, random) =>
    oneItem(
      random,
      (encoder) => {
        encoding.writeVarUint(encoder, 1)
        encoding.writeVarString(encoder, nested(random, '[', ']'))
      },
      2,
    ),
  'deep embed': (_update, random) =>
    oneItem(random, (encoder) => encoding.writeVarString(encoder, nested(random, '{"a":', '}', '1')), 5),
  'deep format': (_update, random) =>
    oneItem(
      random,
      (encoder) => {
        encoding.writeVarString(encoder, 'bold')
        encoding.writeVarString(encoder, nested(random, '[', ']'))
      },
      6,
    ),
  'broken JSON': (_update, random) => oneItem(random, (encoder) => encoding.writeVarString(encoder, '{"a":'), 5),
  'unknown type': (_update, random) =>
    oneItem(random, (encoder) => encoding.writeVarUint(encoder, random.below(300)), 7),
  subdocument: (_update, random) =>
    oneItem(
      random,
      (encoder) => {
        encoding.writeVarString(encoder, 'guid')
        encoding.writeAny(encoder, random.pick([{}, { autoLoad: true }, { gc: false, meta: { a: 1 } }, null, 1]))
      },
      9,
    ),
  'deep maps': (_update, random) => crafted.deepMaps(1 + mostlyLittle(random, MAX_MAPS)),
  'touch deep maps': (_update, random) => crafted.touchDeepMaps(1 + mostlyLittle(random, MAX_MAPS)),
  'delete deep maps': () => crafted.deleteDeepMaps(),
  'delete everything': (_update, random) =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, 1 + random.below(5))
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, random.pick([5, 500, ...HUGE]))
    }),
}

/** Changes a frame in one to three of these ways; returns their names as well, for the report of a failure. */
export function mutate(
  frames: readonly Uint8Array[],
  random: SeededRandom,
): { how: string; frame: Uint8Array<ArrayBufferLike> } {
  let frame = random.pick(frames)
  const how: string[] = []
  for (let n = random.pick([1, 1, 1, 2, 3]); n > 0 && frame.length > 0; n--) {
    const other = random.pick(frames)
    const update = updateIn(frame)
    if (update && update.length > 0 && random.chance(0.6)) {
      const name = random.pick(Object.keys(UPDATES))
      const otherUpdate = updateIn(other) ?? update
      const changed = safely(() => UPDATES[name]?.(update, random, otherUpdate)) ?? update
      how.push(`update: ${name}`)
      frame = join(frame.slice(0, 2), varUint(changed.length), changed)
    } else {
      const name = random.pick(Object.keys(FRAMES))
      how.push(`frame: ${name}`)
      frame = FRAMES[name]?.(frame, random, other) ?? frame
    }
  }
  return { how: how.join(', '), frame }
}

/** The Yjs update of a write frame. */
function updateIn(frame: Uint8Array): Uint8Array | undefined {
  if (frame[0] !== 0 || (frame[1] !== 1 && frame[1] !== 2)) return undefined
  return safely(() => {
    const decoder = decoding.createDecoder(frame.subarray(2))
    return decoding.readVarUint8Array(decoder)
  })
}

/** A second mutation may meet bytes that nothing can read any more. */
function safely<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** An update with one item in a root type: `kind` is its content, 1 to 9 as in Yjs' `contentRefs`. */
function oneItem(random: SeededRandom, content: (encoder: encoding.Encoder) => void, kind: number): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint(encoder, 1000 + random.below(1_000_000))
    encoding.writeVarUint(encoder, 0)
    const isInMap = random.chance(0.5)
    encoding.writeUint8(encoder, kind | (isInMap ? 32 : 0))
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarString(encoder, random.pick(['events', 'meta', 'commentary', 'unknown', '__proto__', '']))
    if (isInMap) encoding.writeVarString(encoder, random.pick(['title', 'e1', '__proto__', '']))
    content(encoder)
    encoding.writeVarUint(encoder, 0)
  })
}

function presence(random: SeededRandom, state: string): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 1)
    encoding.writeVarUint8Array(
      encoder,
      encoding.encode((body) => {
        encoding.writeVarUint(body, 1)
        encoding.writeVarUint(body, random.below(10))
        encoding.writeVarUint(body, random.below(100))
        encoding.writeVarString(body, state)
      }),
    )
  })
}

function nested(random: SeededRandom, open: string, close: string, core = ''): string {
  const depth = mostlyLittle(random, MAX_DEPTH)
  return open.repeat(depth) + core + close.repeat(depth)
}

/** Depth costs time, and what breaks at a great one is rare enough to be tried now and then. */
function mostlyLittle(random: SeededRandom, most: number): number {
  return Math.floor(most * random.next() ** 16)
}

function randomBytes(random: SeededRandom, length: number): Uint8Array {
  return Uint8Array.from({ length }, () => random.below(256))
}

function varUint(number: number): Uint8Array {
  return encoding.encode((encoder) => encoding.writeVarUint(encoder, number))
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts))
}
