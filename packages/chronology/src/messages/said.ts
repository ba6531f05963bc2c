import type { Messages } from './english.ts'
import type { MessageValues } from './message-values.ts'
import type { KeysOf, Said, ValuesFor } from './said-types.ts'

export type MessageKey = KeysOf<Messages>
/** Those that need no values. */
export type PlainKey = Exclude<MessageKey, keyof MessageValues>

/** A message of this package with its values. A sentence is given whole: its parts are messages too, never joined text. */
export function said<K extends MessageKey>(key: K, ...[values]: ValuesFor<MessageValues, K>): Said {
  return values === undefined ? { key } : { key, values: values as Said['values'] }
}
