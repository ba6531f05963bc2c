import { parseArgs } from 'node:util'
import { type LoadName, LOADS } from './loads.ts'
import type { SyncBenchOptions } from './sync.ts'
import { PEERS } from './wire/dialect.ts'

/** Among the usual parts it must not take long; asked for, it takes what good figures take. */
const SHORT_SECONDS = 3
const SECONDS = 10
const SAMPLED = 12
const LONG_LOADS: LoadName[] = ['capacity']
const SHORT_LOADS: LoadName[] = ['seminar', 'talk', 'quiet', 'join']

/**
 * The arguments of the bench: names of parts, and for the part `sync` --load and --peer (lists with commas), --seconds
 * and --sample. Throws with a sentence about what is not understood.
 */
export function readArguments(args: string[]): { parts: string[]; sync: SyncBenchOptions } {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      load: { type: 'string' },
      peer: { type: 'string' },
      seconds: { type: 'string' },
      sample: { type: 'string' },
    },
  })
  const isAsked = positionals.includes('sync')
  const names = Object.keys(LOADS) as LoadName[]
  const usual = isAsked ? names.filter((name) => !LONG_LOADS.includes(name)) : SHORT_LOADS
  return {
    parts: positionals,
    sync: {
      loads: listOf(values.load, names) ?? usual,
      peers: listOf(values.peer, PEERS) ?? [...PEERS],
      seconds: positive('seconds', values.seconds) ?? (isAsked ? SECONDS : SHORT_SECONDS),
      sampled: positive('sample', values.sample) ?? SAMPLED,
    },
  }
}

function listOf<T extends string>(text: string | undefined, known: readonly T[]): T[] | undefined {
  return text?.split(',').map((word) => {
    const found = known.find((one) => one === word)
    if (found === undefined) throw new Error(`There is nothing called ${word}: take ${known.join(', ')}.`)
    return found
  })
}

function positive(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!(number > 0)) throw new Error(`--${name} takes a number above 0, not ${text}.`)
  return number
}
