/**
 * y-tiptap removes from the shared document, for everybody, whatever its schema cannot build (its catch blocks delete
 * the Y item). So before it sees a fragment, and before it sees each remote change, the fragment is looked through
 * here, without writing: what an editor of this version cannot hold pauses editing, and the text is shown as it is.
 */
import type { Node, Schema } from '@tiptap/pm/model'
import { readRichText } from '@coeval/chronology/ydoc'
import type { RichNode } from '@coeval/chronology'
import * as Y from 'yjs'

/** Nobody writes commentary that nests deeper than this. */
const MAX_DEPTH = 60

export type Verdict =
  | { kind: 'fits' }
  /** Attributes of known nodes or marks that the schema must carry along: "paragraph.align". */
  | { kind: 'attributes'; attributes: string[] }
  | { kind: 'unfit'; why: string }

class Unfit extends Error {}

interface Look {
  schema: Schema
  missing: Set<string>
  carried: readonly string[]
}

/**
 * Whether an editor with this schema can be bound to the fragment without loss. Never writes. `carried` are the attributes
 * that the schema has from an earlier verdict: they are never drawn, so that they may be anything.
 */
export function examine(fragment: Y.XmlFragment, schema: Schema, carried: readonly string[] = []): Verdict {
  const missing = new Set<string>()
  const look: Look = { schema, missing, carried }
  try {
    for (const child of fragment.toArray()) {
      if (!(child instanceof Y.XmlElement)) throw new Unfit('text outside of a paragraph')
      build(child, look, 0)
    }
  } catch (error) {
    if (error instanceof Unfit) return { kind: 'unfit', why: error.message }
    throw error
  }
  return missing.size > 0 ? { kind: 'attributes', attributes: [...missing].sort() } : { kind: 'fits' }
}

/** The node, or null where it is broken and empty: that is left over from two people's edits and may go. */
function build(element: Y.XmlElement, look: Look, depth: number): Node | null {
  if (depth > MAX_DEPTH) throw new Unfit('nested too deep')
  const { schema } = look
  const type = schema.nodes[element.nodeName]
  if (!type || type.isText || type === schema.topNodeType) throw new Unfit(`unknown node ${element.nodeName}`)
  const attrs = element.getAttributes() as Record<string, unknown>
  lookAt(attrs, element.nodeName, type.spec.attrs, look)
  const children: Node[] = []
  for (const child of element.toArray()) {
    if (child instanceof Y.XmlText) children.push(...buildText(child, look))
    else if (child instanceof Y.XmlElement) {
      const node = build(child, look, depth + 1)
      if (node) children.push(node)
    } else throw new Unfit('something that is no text')
  }
  try {
    const node = type.createChecked(attrs, children)
    // `check` would go through the children again; they were checked when they were built.
    ;(type as unknown as { checkAttrs: (attrs: object) => void }).checkAttrs(node.attrs)
    return node
  } catch (error) {
    if (holdsWords(element)) throw new Unfit(`${element.nodeName}: ${String(error)}`)
    return null
  }
}

function buildText(text: Y.XmlText, look: Look): Node[] {
  const { schema } = look
  return (text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]).map((part) => {
    if (typeof part.insert !== 'string') throw new Unfit('something embedded in a text')
    const marks = Object.entries(part.attributes ?? {})
      .filter(([, value]) => value !== null)
      .map(([key, value]) => {
        // y-tiptap names marks that may overlap `name--hash`.
        const name = /^(.+)--[a-zA-Z0-9+/=]{8}$/.exec(key)?.[1] ?? key
        const type = schema.marks[name]
        if (!type) throw new Unfit(`unknown mark ${name}`)
        if (Array.isArray(value) || ArrayBuffer.isView(value)) throw new Unfit(`${name} with a list for attributes`)
        const attrs = typeof value === 'object' ? (value as Record<string, unknown>) : {}
        lookAt(attrs, name, type.spec.attrs, look)
        try {
          return type.create(attrs)
        } catch (error) {
          throw new Unfit(`${name}: ${String(error)}`)
        }
      })
    return schema.text(part.insert, marks)
  })
}

/** What an editor draws is made a text: an object may have a `toString` that is none, and would throw. */
function lookAt(attrs: Record<string, unknown>, of: string, known: object | undefined, look: Look): void {
  for (const [name, value] of Object.entries(attrs)) {
    if (look.carried.includes(`${of}.${name}`)) continue
    if (!known || !Object.hasOwn(known, name)) look.missing.add(`${of}.${name}`)
    else if (typeof value === 'object' && value !== null) throw new Unfit(`${of}.${name} is an object`)
  }
}

/** Whether removing the element would remove something that somebody wrote: words, or a leaf such as a citation. */
function holdsWords(element: Y.XmlElement): boolean {
  const wrapper: RichNode[] = readRichText(element).content
  if (element.length === 0) return Object.keys(element.getAttributes()).length > 0
  const pending = [...wrapper]
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'text' || (!node.content && node.attrs)) return true
    if (node.content) pending.push(...node.content)
  }
  return false
}
