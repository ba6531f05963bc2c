/**
 * Says what checks and formats found, in any language. Messages are ICU's, as in all catalogues, but of three kinds only,
 * so that this package needs no library: `{name}`, `{name, number}` and `{name, plural, one {…} other {…}}`.
 */
import type { Said, SaidValue } from './said-types.ts'

/** Messages by name, in groups. */
export type Catalogue = { readonly [key: string]: string | Catalogue }

/** A phrase as it stands within a sentence. What the catalogue lacks is said by the fallback, else by its key. */
export type Speaker = (said: Said) => string

type Part = string | { name: string; isNumber: boolean; options?: Readonly<Record<string, Part[]>> }

/**
 * @param language BCP 47 tag: its plural rules, its way to write numbers and lists
 * @param fallback says, in its own language, what the catalogue does not have
 */
export function speakerOf(language: string, catalogue: Catalogue, fallback?: Speaker): Speaker {
  const parsed = new Map<string, Part[] | null>()
  const plurals = new Intl.PluralRules(language)
  const lists = new Intl.ListFormat(language, { type: 'unit', style: 'short' })

  function speak(said: Said): string {
    let parts = parsed.get(said.key)
    if (parts === undefined) {
      const message = find(catalogue, said.key)
      parsed.set(said.key, (parts = message === undefined ? null : parse(message)))
    }
    return parts ? fill(parts, said.values ?? {}) : (fallback?.(said) ?? said.key)
  }

  function fill(parts: readonly Part[], values: Readonly<Record<string, SaidValue>>): string {
    let text = ''
    for (const part of parts) {
      if (typeof part === 'string') {
        text += part
        continue
      }
      const value = Object.hasOwn(values, part.name) ? values[part.name] : undefined
      if (part.options) {
        const rule = plurals.select(Number(value))
        text += fill(part.options[rule] ?? part.options.other ?? [], values)
      } else if (part.isNumber && typeof value === 'number') text += value.toLocaleString(language)
      else text += value === undefined ? `{${part.name}}` : words(value)
    }
    return text
  }

  function words(value: SaidValue): string {
    if (typeof value !== 'object') return String(value)
    return 'key' in value ? speak(value) : lists.format(value.map(words))
  }

  return speak
}

/** As a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function find(catalogue: Catalogue, key: string): string | undefined {
  let found: string | Catalogue | undefined = catalogue
  for (const name of key.split('.')) {
    found = typeof found === 'object' && Object.hasOwn(found, name) ? found[name] : undefined
  }
  return typeof found === 'string' ? found : undefined
}

/** Throws nothing: what is no message of the three kinds is said as far as it can be read. */
function parse(message: string): Part[] {
  let at = 0
  const readParts = (): Part[] => {
    const parts: Part[] = []
    while (at < message.length && message[at] !== '}') {
      const open = /[{}]|$/.exec(message.slice(at))?.index ?? 0
      if (open > 0) parts.push(message.slice(at, at + open))
      at += open
      if (message[at] === '{') parts.push(readValue())
    }
    return parts
  }
  const readValue = (): Part => {
    const [whole, name = '', kind] = /^\{\s*([\w-]*)\s*(?:,\s*(\w+)\s*)?,?\s*/.exec(message.slice(at)) ?? ['{']
    at += whole.length
    const options: Record<string, Part[]> = {}
    for (;;) {
      const option = /^\s*(\w+)\s*\{/.exec(message.slice(at))
      if (!option) break
      at += option[0].length
      options[option[1] ?? ''] = readParts()
      at += 1
    }
    at += /^\s*\}?/.exec(message.slice(at))?.[0].length ?? 0
    return { name, isNumber: kind === 'number', ...(kind === 'plural' && { options }) }
  }
  const parts = readParts()
  return at < message.length ? [...parts, message.slice(at)] : parts
}
