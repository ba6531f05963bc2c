/** Footnote numbers of one commentary: in the order in which (source, label, locator) first appear. Pure. */
import type { Json, RichNode, RichText } from '@coeval/chronology'

export interface CitationAttrs {
  sourceId: string
  label?: string
  locator?: string
  prefix?: string
  suffix?: string
  [key: string]: Json | undefined
}

export interface Footnote extends CitationAttrs {
  number: number
  key: string
}

export const CITATION = 'citation'

/** Two marks with the same key share a number. */
export function footnoteKey(attrs: { [key: string]: unknown } | undefined): string {
  return JSON.stringify(['sourceId', 'label', 'locator'].map((name) => text(attrs?.[name])))
}

/** One entry per number, in order; prefix, suffix and the rest are those of the first mark. */
export function footnotesOf(richText: RichText): Footnote[] {
  const notes = new Map<string, Footnote>()
  const pending: RichNode[] = [...richText.content].reverse()
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === CITATION) {
      const key = footnoteKey(node.attrs)
      if (!notes.has(key)) {
        notes.set(key, { ...readCitationAttrs(node.attrs), key, number: notes.size + 1 })
      }
    }
    if (node.content) pending.push(...[...node.content].reverse())
  }
  return [...notes.values()]
}

/** Attributes as they came, with those that must be text read as text. */
export function readCitationAttrs(attrs: { [key: string]: unknown } | undefined): CitationAttrs {
  const read: CitationAttrs = { ...(attrs as CitationAttrs | undefined), sourceId: text(attrs?.sourceId) }
  for (const name of ['label', 'locator', 'prefix', 'suffix'] as const) {
    const value = text(attrs?.[name])
    if (value) read[name] = value
    else delete read[name]
  }
  return read
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
