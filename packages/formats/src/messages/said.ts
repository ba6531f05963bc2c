import type { KeysOf, Said, ValuesFor } from '@coeval/chronology/messages'
import type { Messages } from './english.ts'
import type { MessageValues } from './message-values.ts'

export type MessageKey = KeysOf<Messages>

/** A message of this package with its values; see `said` of `@coeval/chronology/messages`. */
export function said<K extends MessageKey>(key: K, ...[values]: ValuesFor<MessageValues, K>): Said {
  return values === undefined ? { key } : { key, values: values as Said['values'] }
}
