import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser'
import { IntlMessageFormat } from 'intl-messageformat'

/** A message ready to be said: plain text, or the parts of an ICU message (see `compile-messages.ts`). */
export type Message = string | MessageFormatElement[]

/** What a message is said with, by name. */
export type Values = Record<string, string | number>

/** A message is parsed once and said often. Each belongs to one catalogue, so to one language. */
const formats = new WeakMap<MessageFormatElement[], IntlMessageFormat>()

/**
 * The message with its values filled in and its plural forms chosen. Throws if a value is missing.
 *
 * @param language BCP 47 tag of the message's catalogue: its plural rules and its way to write numbers
 */
export function formatMessage(message: Message, values: Values, language: string): string {
  if (typeof message === 'string') return message
  let format = formats.get(message)
  if (!format) formats.set(message, (format = new IntlMessageFormat(message, language)))
  return String(format.format(values))
}
