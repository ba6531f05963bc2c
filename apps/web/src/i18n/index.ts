/**
 * All text of the interface, one catalogue per language: `messages/<language>.json`. A language is added as a file; what
 * it lacks falls back to English. Nested keys are joined by dots; a message is an ICU MessageFormat: `{name}` stands for
 * a text, `{most, number}` for a number, `{count, plural, one {# event} other {# events}}` chooses by the language's
 * rules. The build parses them (`@coeval/messages/vite-plugin`), so that the page need not.
 *
 * English, which everybody loads, is two files: `messages/en.json` has what the first view and its failures say, and
 * `messages/late/en.json` the rest (`late.ts`). Another language is one file with both.
 */
import {
  findMessage,
  formatMessage,
  type KeysOf,
  type Messages,
  type Values,
  type ValuesArgument,
} from '@coeval/messages'
import english from './messages/en.json'
import type { MessageValues } from './message-values.ts'

/** Every dotted path to a message of those that are there from the start. */
export type MessageKey = KeysOf<typeof english>
/** Those that need no values. */
export type PlainMessageKey = Exclude<MessageKey, keyof MessageValues>
/** What a message is said with: nothing, or an object with the values that it names. */
export type ValuesOf<K extends string> = ValuesArgument<MessageValues, K>

const loaders = import.meta.glob<{ default: Messages }>('./messages/*.json')

let language = 'en'
let catalogue: Messages = english
/** What a language falls back to: the first messages, and the late ones once code that says them is here. */
const fallbacks: Messages[] = [english]

/** The BCP 47 tag of the interface's language: also for dates and numbers. */
export function currentLanguage(): string {
  return language
}

/** Languages that have a catalogue. */
export function availableLanguages(): string[] {
  return Object.keys(loaders).map((path) => path.replace(/^.*\/|\.json$/g, ''))
}

/** Loads the first of the wished languages that has a catalogue; call before the first render. */
export async function loadLanguage(wished: readonly string[] = navigator.languages): Promise<void> {
  const available = new Set(availableLanguages())
  const found = wished.map((tag) => tag.split('-')[0] ?? '').find((tag) => available.has(tag)) ?? 'en'
  if (found !== 'en') catalogue = (await loaders[`./messages/${found}.json`]?.())?.default ?? english
  language = found
  document.documentElement.lang = found
}

/** The message in the current language, with its values filled in and its plural form chosen. */
export function t<K extends MessageKey>(key: K, ...[values]: ValuesOf<K>): string {
  return say(key, values as Values | undefined)
}

/** For `late.ts`: more of English. */
export function addEnglish(messages: Messages): void {
  fallbacks.push(messages)
}

/** For `late.ts`: `t` without the check that the message is here. Throws nothing: a page must not fail for a word. */
export function say(key: string, values: Values = {}): string {
  const translated = findMessage(catalogue, key)
  const message = translated ?? inEnglish(key)
  if (message === undefined) return wordsOf(key)
  try {
    return formatMessage(message, values, translated === undefined ? 'en' : language)
  } catch {
    return wordsOf(key) // A value is missing, which the types of `t` prevent.
  }
}

/** For a code that a newer server sends: its last part in plain words, never the key. */
function wordsOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1).replaceAll('-', ' ')
}

/** Whether there is such a message without values, as far as it is loaded: for terms of the document, which may be anything. */
export function isMessage(key: string): key is PlainMessageKey {
  return typeof inEnglish(key) === 'string'
}

function inEnglish(key: string) {
  for (const messages of fallbacks) {
    const found = findMessage(messages, key)
    if (found !== undefined) return found
  }
  return undefined
}
