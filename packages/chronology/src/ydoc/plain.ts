/**
 * What stands in a field, as plain data. In place of Yjs' own `toJSON` and `toString`, which call themselves for every
 * level: a hostile client can nest types as deep as it likes, and one field would spoil the whole reading.
 */
import * as Y from 'yjs'

/** Types within a type that are read; what is deeper is left out. The server takes no update that nests deeper. */
export const MAX_TYPE_LEVELS = 100

/** Maps and lists as objects and lists, texts as strings, elements as XML. A document in the document is undefined. */
export function plainOf(value: unknown): unknown {
  return plainIn(value, MAX_TYPE_LEVELS)
}

function plainIn(value: unknown, levels: number): unknown {
  if (value instanceof Y.Doc) return undefined
  if (!(value instanceof Y.AbstractType)) return value
  if (levels < 0) return undefined
  if (value instanceof Y.Map) {
    const entries = [...value.entries()].map(([key, inner]): [string, unknown] => [key, plainIn(inner, levels - 1)])
    return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined))
  }
  if (value instanceof Y.Array) return value.toArray().map((inner) => plainIn(inner, levels - 1) ?? null)
  return value instanceof Y.Text || value instanceof Y.XmlFragment ? xmlOf(value, levels) : undefined
}

/** As Yjs writes it. */
function xmlOf(value: unknown, levels: number): string {
  if (levels < 0) return ''
  if (value instanceof Y.Text) return textOf(value)
  if (!(value instanceof Y.XmlFragment)) return ''
  const children = value
    .toArray()
    .map((child) => xmlOf(child, levels - 1))
    .join('')
  if (!(value instanceof Y.XmlElement)) return children
  const attributes = Object.entries(value.getAttributes() as Record<string, unknown>)
    .filter(([, attribute]) => !(attribute instanceof Y.AbstractType))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, attribute]) => ` ${key}="${wordOf(attribute)}"`)
  const name = value.nodeName.toLowerCase()
  return `<${name}${attributes.join('')}>${children}</${name}>`
}

/** As Yjs writes it, without the types that are embedded in it: they have no words. */
export function textOf(text: Y.Text): string {
  if (!(text instanceof Y.XmlText)) return text.toString()
  const parts = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]
  if (parts.some(({ insert }) => typeof insert !== 'string')) {
    return parts.map(({ insert }) => (typeof insert === 'string' ? insert : '')).join('')
  }
  return parts.map(({ insert, attributes = {} }) => marked(String(insert), attributes)).join('')
}

function marked(text: string, attributes: Record<string, unknown>): string {
  const names = Object.keys(attributes).sort()
  const opening = names.map((name) => {
    const attrs = attributes[name]
    const entries =
      typeof attrs === 'object' && attrs !== null && !ArrayBuffer.isView(attrs) ? Object.entries(attrs) : []
    const words = entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => ` ${key}="${wordOf(value)}"`)
    return `<${name}${words.join('')}>`
  })
  return `${opening.join('')}${text}${names
    .reverse()
    .map((name) => `</${name}>`)
    .join('')}`
}

/** Not `String`: an object may have been given a `toString` that is none, and would throw. */
function wordOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : String(value)
}
