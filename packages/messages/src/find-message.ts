import type { Message } from './format-message.ts'

/** A catalogue: messages by name, in groups. */
export type Messages = { [key: string]: Message | Messages }

/** The message at a dotted path, if the catalogue has one there. */
export function findMessage(messages: Messages, key: string): Message | undefined {
  let found: Message | Messages | undefined = messages
  for (const part of key.split('.')) {
    // "constructor" is the name of no message.
    if (!isGroup(found) || !Object.hasOwn(found, part)) return undefined
    found = found[part]
  }
  return isGroup(found) ? undefined : found
}

function isGroup(found: Message | Messages | undefined): found is Messages {
  return typeof found === 'object' && !Array.isArray(found)
}
