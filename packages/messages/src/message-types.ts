import type { Values } from './format-message.ts'

/** The dotted paths to the messages of a catalogue, as `import` types its JSON. */
export type KeysOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : KeysOf<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/**
 * The arguments after the key: the values that the message needs, or for a key that is one of several, the values that
 * any of them needs. `All` says for each message with values which (see `value-types.ts`).
 */
export type ValuesArgument<All, K extends string> = [Extract<K, keyof All>] extends [never]
  ? [values?: Values]
  : [values: Every<All[Extract<K, keyof All>]>]

/** Of a union of records, one with the fields of them all. */
type Every<T> = (T extends unknown ? (each: T) => void : never) extends (all: infer All) => void ? All : never
