/**
 * What server and command line say to people: `messages/<language>.json`, ICU messages by name. English is whole; another
 * language is a file beside, and what it lacks is said in English. What is said depends on who asks, so a refusal carries
 * its sentence unsaid, and the edge that answers says it.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  findMessage,
  formatMessage,
  type KeysOf,
  type Messages,
  type Values,
  type ValuesArgument,
} from '@coeval/messages'
import { compileMessages, type MessageTexts } from '@coeval/messages/compile'
import english from './en.json' with { type: 'json' }
import type { MessageValues } from './message-values.ts'

export type MessageKey = KeysOf<typeof english>

/** A sentence that is still to be said: which message, and with what. */
export interface Sentence {
  key: MessageKey
  values: Values
}

/** The language of the terminal, as Node knows it from the environment. */
export const OWN_LANGUAGES = [Intl.DateTimeFormat().resolvedOptions().locale]

const catalogues = new Map<string, Messages | undefined>()

/** A sentence for the person who will be answered. */
export function sentence<K extends MessageKey>(key: K, ...[values]: ValuesArgument<MessageValues, K>): Sentence {
  return { key, values: (values as Values | undefined) ?? {} }
}

/** A sentence in the language of the terminal, for the command line. */
export function t<K extends MessageKey>(key: K, ...values: ValuesArgument<MessageValues, K>): string {
  return say(sentence(key, ...values), OWN_LANGUAGES)
}

/**
 * The sentence in the first of the wished languages that has it, else in English. A text stays as it is: not all that is
 * said stands in the catalogue yet.
 *
 * @param wished BCP 47 tags, the dearest first
 */
export function say(said: Sentence | string, wished: readonly string[] = OWN_LANGUAGES): string {
  if (typeof said === 'string') return said
  for (const tag of [...wished, 'en']) {
    const language = /^[a-z]{2,3}(?=$|-)/i.exec(tag)?.[0].toLowerCase()
    const messages = language === undefined ? undefined : catalogueOf(language)
    const message = messages && findMessage(messages, said.key)
    if (language !== undefined && message !== undefined) return formatMessage(message, said.values, language)
  }
  throw new Error(`there is no message "${said.key}"`) // The type of the key prevents it.
}

/** What a browser says that its person reads, the dearest first as browsers write it: "de-CH,de;q=0.9,en;q=0.8". */
export function acceptedLanguages(header: string | undefined): string[] {
  return (header ?? '')
    .slice(0, 200)
    .split(',')
    .map((part) => part.replace(/;.*$/, '').trim())
}

function catalogueOf(language: string): Messages | undefined {
  if (!catalogues.has(language)) catalogues.set(language, loadCatalogue(language))
  return catalogues.get(language)
}

function loadCatalogue(language: string): Messages | undefined {
  if (language === 'en') return compileMessages(english)
  const path = fileURLToPath(new URL(`${language}.json`, import.meta.url))
  if (!existsSync(path)) return undefined
  return compileMessages(JSON.parse(readFileSync(path, 'utf8')) as MessageTexts)
}
