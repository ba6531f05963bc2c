/**
 * Yjs updates (V1) made by hand, that no honest client sends: each is well-formed, small, and costs its reader far more
 * than its size, or cannot be written again once it is in a document (yjs/yjs#687 has others, for V2).
 */
import * as encoding from 'lib0/encoding'

/** Bits of a struct's first byte, and its content's number in Yjs' `contentRefs`. */
const HAS_ORIGIN = 128
const HAS_RIGHT_ORIGIN = 64
const HAS_KEY = 32
const CONTENT = { json: 2, string: 4, embed: 5, format: 6, type: 7, any: 8, subdocument: 9 }
const TYPE_MAP = 1
const UNDEFINED = 127
const EMPTY_OBJECT = Uint8Array.of(118, 0)
const CHAIN_CLIENT = 5
const TEXT_CLIENT = 1

type Writer = (encoder: encoding.Encoder) => void

/** One item with JSON nested so deep that JSON.parse reads it and JSON.stringify overflows the stack. */
export function deepJson(content: 'json' | 'embed' | 'format', depth: number): Uint8Array {
  return structs([
    {
      client: 1000,
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, CONTENT[content])
          writeRoot(encoder, 't')
          if (content === 'json') encoding.writeVarUint(encoder, 1)
          if (content === 'format') encoding.writeVarString(encoder, 'bold')
          encoding.writeVarString(encoder, '['.repeat(depth) + ']'.repeat(depth))
        },
      ],
    },
  ])
}

/** A text of so many letters, for others to build on. */
export function longText(letters: number): Uint8Array {
  return structs([
    {
      client: TEXT_CLIENT,
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, CONTENT.string)
          writeRoot(encoder, 't')
          encoding.writeVarString(encoder, 'a'.repeat(letters))
        },
      ],
    },
  ])
}

/** So many clients insert before different letters of `longText`, each without knowing of the others: quadratic. */
export function concurrentInsertions(count: number): Uint8Array {
  return structs(
    times(count, (n) => ({
      client: 10 + count - n,
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, CONTENT.string | HAS_RIGHT_ORIGIN)
          writeId(encoder, TEXT_CLIENT, n)
          encoding.writeVarString(encoder, 'x')
        },
      ],
    })),
  )
}

/** So many clients set one key of a map at once: quadratic. */
export function concurrentSettings(count: number): Uint8Array {
  return structs(
    times(count, (n) => ({
      client: 10 + count - n,
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, CONTENT.any | HAS_KEY)
          writeRoot(encoder, 'm')
          encoding.writeVarString(encoder, 'key')
          encoding.writeVarUint(encoder, 1)
          encoding.writeUint8(encoder, UNDEFINED)
        },
      ],
    })),
  )
}

/** So many clients, and the first update of each is missing: quadratic, and all of it waits. */
export function manyGaps(count: number): Uint8Array {
  return structs(
    times(count, (n) => ({
      client: 10 + count - n,
      clock: 1,
      items: [
        (encoder) => {
          encoding.writeUint8(encoder, CONTENT.string)
          writeRoot(encoder, 't')
          encoding.writeVarString(encoder, 'x')
        },
      ],
    })),
  )
}

/** So many root types: each stays in memory for good, and writing an update looks through all of them. */
export function manyRoots(count: number): Uint8Array {
  return structs([
    {
      client: 1000,
      items: times(count, (n) => (encoder: encoding.Encoder) => {
        encoding.writeUint8(encoder, CONTENT.string)
        writeRoot(encoder, `r${n.toString(36)}`)
        encoding.writeVarString(encoder, 'x')
      }),
    },
  ])
}

/** So many documents in the document: seven bytes each here, and kilobytes once they are read. */
export function manySubdocuments(count: number): Uint8Array {
  return structs([
    {
      client: 1000,
      items: times(count, (n) => (encoder: encoding.Encoder) => {
        encoding.writeUint8(encoder, CONTENT.subdocument | (n > 0 ? HAS_ORIGIN : 0))
        if (n > 0) writeId(encoder, 1000, n - 1)
        else writeRoot(encoder, 't')
        encoding.writeVarString(encoder, '')
        encoding.writeUint8Array(encoder, EMPTY_OBJECT)
      }),
    },
  ])
}

/** A map in a map in a map, so deep. */
export function deepMaps(depth: number): Uint8Array {
  return structs([
    {
      client: CHAIN_CLIENT,
      items: times(depth, (n) => (encoder: encoding.Encoder) => {
        encoding.writeUint8(encoder, CONTENT.type | HAS_KEY)
        if (n === 0) writeRoot(encoder, 'm')
        else writeParent(encoder, n - 1)
        encoding.writeVarString(encoder, 'deep')
        encoding.writeVarUint(encoder, TYPE_MAP)
      }),
    },
  ])
}

/** Sets a key in each of `deepMaps`: every one of them tells all those above it, quadratic in time and memory. */
export function touchDeepMaps(depth: number): Uint8Array {
  return structs([
    {
      client: CHAIN_CLIENT + 1,
      items: times(depth, (n) => (encoder: encoding.Encoder) => {
        encoding.writeUint8(encoder, CONTENT.any | HAS_KEY)
        writeParent(encoder, n)
        encoding.writeVarString(encoder, 'touched')
        encoding.writeVarUint(encoder, 1)
        encoding.writeUint8(encoder, UNDEFINED)
      }),
    },
  ])
}

/** A map under an id that is taken already, said to be in a root type, and one more in it. */
export function mapInRepeated({ client, clock }: { client: number; clock: number }): Uint8Array {
  const map = (writeWhere: Writer) => (encoder: encoding.Encoder) => {
    encoding.writeUint8(encoder, CONTENT.type | HAS_KEY)
    writeWhere(encoder)
    encoding.writeVarString(encoder, 'deep')
    encoding.writeVarUint(encoder, TYPE_MAP)
  }
  const inRepeated = map((encoder) => {
    encoding.writeVarUint(encoder, 0)
    writeId(encoder, client, clock)
  })
  return structs([{ client, clock, items: [map((encoder) => writeRoot(encoder, 'm')), inRepeated] }])
}

/** Two runs of structs by one client, the later one with other content than the first. */
export function sameClientTwice({ apart }: { apart: boolean }): Uint8Array {
  const run = (key: string) => ({
    client: CHAIN_CLIENT,
    items: [
      (encoder: encoding.Encoder) => {
        encoding.writeUint8(encoder, CONTENT.type | HAS_KEY)
        writeRoot(encoder, 'm')
        encoding.writeVarString(encoder, key)
        encoding.writeVarUint(encoder, TYPE_MAP)
      },
    ],
  })
  const between = { ...run('between'), client: CHAIN_CLIENT + 1 }
  return structs([run('first'), ...(apart ? [between] : []), run('second')])
}

/** Deletes the outermost of `deepMaps`: Yjs goes down by calling itself. */
export function deleteDeepMaps(): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [0, 1, CHAIN_CLIENT, 1, 0, 1]) encoding.writeVarUint(encoder, number)
  })
}

function structs(runs: { client: number; clock?: number; items: Writer[] }[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, runs.length)
    for (const { client, clock = 0, items } of runs) {
      encoding.writeVarUint(encoder, items.length)
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, clock)
      for (const write of items) write(encoder)
    }
    encoding.writeVarUint(encoder, 0) // nothing is deleted
  })
}

function writeRoot(encoder: encoding.Encoder, name: string): void {
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarString(encoder, name)
}

function writeParent(encoder: encoding.Encoder, clock: number): void {
  encoding.writeVarUint(encoder, 0)
  writeId(encoder, CHAIN_CLIENT, clock)
}

function writeId(encoder: encoding.Encoder, client: number, clock: number): void {
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, clock)
}

function times<T>(count: number, make: (n: number) => T): T[] {
  return Array.from({ length: count }, (_, n) => make(n))
}
