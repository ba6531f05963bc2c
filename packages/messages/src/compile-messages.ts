/** From catalogues as people write them to messages that are ready to be said. Brings the parser: not for the page. */
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import type { Message } from './format-message.ts'
import type { Messages } from './find-message.ts'

/** A catalogue as it lies on disk: ICU messages by name, in groups. */
export type MessageTexts = { [key: string]: string | MessageTexts }

/** Throws SyntaxError for a message that is no ICU message. A message without values stays a text. */
export function compileMessage(text: string): Message {
  const parts = parse(text, { ignoreTag: true, requiresOtherClause: true, captureLocation: false })
  return parts.every(isLiteral) ? parts.map(({ value }) => value).join('') : parts
}

/** The whole catalogue. Throws SyntaxError, which names the message. */
export function compileMessages(texts: MessageTexts, path = ''): Messages {
  return Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [name, compileEntry(text, path ? `${path}.${name}` : name)]),
  )
}

function compileEntry(text: string | MessageTexts, path: string): Message | Messages {
  if (typeof text !== 'string') return compileMessages(text, path)
  try {
    return compileMessage(text)
  } catch (cause) {
    throw new SyntaxError(`The message "${path}" cannot be read: ${String(cause)}`, { cause })
  }
}

function isLiteral(part: MessageFormatElement): part is MessageFormatElement & { type: TYPE.literal; value: string } {
  return part.type === TYPE.literal
}
