import { type MessageFormatElement, TYPE } from '@formatjs/icu-messageformat-parser'
import { compileMessages, type MessageTexts } from './compile-messages.ts'
import type { Message } from './format-message.ts'
import type { Messages } from './find-message.ts'

/**
 * TypeScript that says for each message with values which it needs: a number where it is counted or written as one
 * (`{count, plural, …}`, `{count, number}`), else a text. TypeScript sees no texts in JSON, so this is made of them.
 *
 * @param options.text the type of a value that is put in as it is, such as `string | number`
 * @param options.from where that type is imported from, if it is a name
 */
export function valueTypes(
  catalogues: readonly MessageTexts[],
  { command, text = 'string', from }: { command: string; text?: string; from?: string },
): string {
  const lines = catalogues
    .flatMap((texts) => messagesIn(compileMessages(texts)))
    .map(([key, message]) => [key, valuesOf(message)] as const)
    .filter(([, values]) => values.size > 0)
    .map(
      ([key, values]) =>
        `  '${key}': { ${[...values].map(([name, type]) => `${name}: ${type === 'number' ? type : text}`).join('; ')} }\n`,
    )
  const imports = from === undefined ? '' : `import type { ${text} } from '${from}'\n\n`
  return `// Made from the messages by \`${command}\`: not by hand.\n${imports}export interface MessageValues {\n${lines.join('')}}\n`
}

/** Every message of a catalogue with its dotted path. */
export function messagesIn(messages: Messages, prefix = ''): [key: string, message: Message][] {
  return Object.entries(messages).flatMap(([name, value]): [string, Message][] =>
    typeof value === 'string' || Array.isArray(value)
      ? [[prefix + name, value]]
      : messagesIn(value, `${prefix}${name}.`),
  )
}

/** The names of a message's values, in the order in which they stand, with their types. */
function valuesOf(message: Message): Map<string, 'number' | 'string'> {
  const found = new Map<string, 'number' | 'string'>()
  const look = (parts: MessageFormatElement[]) => {
    for (const part of parts) {
      if (part.type === TYPE.argument || part.type === TYPE.select)
        found.set(part.value, found.get(part.value) ?? 'string')
      if (part.type === TYPE.number || part.type === TYPE.plural) found.set(part.value, 'number')
      if (part.type === TYPE.plural || part.type === TYPE.select) {
        for (const option of Object.values(part.options)) look(option.value)
      }
    }
  }
  if (typeof message !== 'string') look(message)
  return found
}
