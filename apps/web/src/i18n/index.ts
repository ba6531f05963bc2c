/**
 * All text of the interface, one catalogue per language: `messages/<language>.json`. A language is added as a file; what
 * it lacks falls back to English. Nested keys are joined by dots; a message with plural forms is an object keyed by the
 * categories of Intl.PluralRules ("one", "few", "other"), chosen by the value `count`; `{name}` stands for a value.
 *
 * English, which everybody loads, is two files: `messages/en.json` has what the first view and its failures say, and
 * `messages/late/en.json` the rest (`late.ts`). Another language is one file with both.
 */
import english from './messages/en.json'

type Messages = { [key: string]: string | Messages }
export type Values = Record<string, string | number>

/** Every dotted path to a message (or to an object of plural forms) of the messages that are there from the start. */
export type MessageKey = KeysOf<typeof english>
/** The paths of a catalogue. */
export type KeysOf<T> = Leaf<T>
type Leaf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string | { other: string } ? `${Prefix}${K}` : Leaf<T[K], `${Prefix}${K}.`>
}[keyof T & string]

const loaders = import.meta.glob<{ default: Messages }>('./messages/*.json')

let language = 'en'
let catalogue: Messages = english
/** What a language falls back to: the first messages, and the late ones once code that says them is here. */
const fallbacks: Messages[] = [english]
let plurals = new Intl.PluralRules('en')

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
  plurals = new Intl.PluralRules(found)
  document.documentElement.lang = found
}

/** The message in the current language, with its values filled in and its plural form chosen. */
export function t(key: MessageKey, values?: Values): string {
  return say(key, values)
}

/** For `late.ts`: more of English. */
export function addEnglish(messages: Messages): void {
  fallbacks.push(messages)
}

/** For `late.ts`: `t` without the check that the message is here. */
export function say(key: string, values: Values = {}): string {
  const message = lookUp(catalogue, key) ?? inEnglish(key) ?? wordsOf(key)
  const count = values.count
  const text =
    typeof message === 'string'
      ? message
      : (pick(message, typeof count === 'number' ? plurals.select(count) : 'other') ?? wordsOf(key))
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? value.toLocaleString(language) : value
  })
}

/** For a code that a newer server sends: its last part in plain words, never the key. */
function wordsOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1).replaceAll('-', ' ')
}

/** Whether there is such a message, as far as it is loaded: for terms of the document, which may be anything. */
export function isMessage(key: string): key is MessageKey {
  const message = inEnglish(key)
  return typeof message === 'string' || (typeof message === 'object' && pick(message, 'other') !== undefined)
}

function inEnglish(key: string): string | Messages | undefined {
  for (const messages of fallbacks) {
    const found = lookUp(messages, key)
    if (found !== undefined) return found
  }
  return undefined
}

function lookUp(messages: Messages, key: string): string | Messages | undefined {
  let found: string | Messages | undefined = messages
  for (const part of key.split('.')) {
    // "constructor" is the name of no message.
    if (typeof found !== 'object' || !Object.hasOwn(found, part)) return undefined
    found = found[part]
  }
  return found
}

function pick(forms: Messages, category: string): string | undefined {
  const form = Object.hasOwn(forms, category) ? forms[category] : forms.other
  return typeof form === 'string' ? form : undefined
}
