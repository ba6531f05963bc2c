/**
 * ProseMirror JSON <-> Y.XmlFragment, without a schema, in the encoding of y-prosemirror and @tiptap/y-tiptap: an
 * element per node with its attributes, one Y.XmlText per run of text, marks as text attributes named by their type.
 * Nodes, marks and attributes that no editor here knows pass through unharmed.
 *
 * Both directions walk with a stack of their own: a document nested 5,000 deep must not overflow the call stack.
 */
import * as Y from 'yjs'
import type { Json, RichMark, RichNode, RichText } from '../types.ts'

/** Deeper nesting than this is cut off when read. Real commentary has less than 20 levels. */
export const MAX_RICH_TEXT_DEPTH = 200

type Child = Y.XmlElement | Y.XmlText

/** Fills an empty fragment. Call inside a transaction. */
export function writeRichText(fragment: Y.XmlFragment, richText: RichText): void {
  const pending: { parent: Y.XmlFragment; nodes: readonly RichNode[] }[] = [
    { parent: fragment, nodes: richText.content },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    const children: Child[] = []
    for (const run of textRuns(next.nodes)) {
      if (Array.isArray(run)) {
        const text = new Y.XmlText()
        text.applyDelta(run.map((node) => ({ insert: node.text, attributes: marksToAttributes(node.marks) })))
        children.push(text)
      } else {
        // Attribute values may be any JSON; Yjs types them as strings only.
        const element = new Y.XmlElement<Record<string, Json>>(run.type)
        for (const [key, value] of Object.entries(run.attrs ?? {})) {
          if (value !== null) element.setAttribute(key, value)
        }
        children.push(element as unknown as Y.XmlElement)
        if (run.content) pending.push({ parent: element as unknown as Y.XmlElement, nodes: run.content })
      }
    }
    next.parent.insert(next.parent.length, children)
  }
}

/** The fragment as ProseMirror JSON, in the canonical form of `canonicalRichText`. */
export function readRichText(fragment: Y.XmlFragment | undefined): RichText {
  const root: RichText = { type: 'doc', content: [] }
  if (!fragment) return root
  const pending: { parent: Y.XmlFragment; into: RichNode[]; depth: number }[] = [
    { parent: fragment, into: root.content, depth: 0 },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const child of next.parent.toArray()) {
      if (child instanceof Y.XmlText) {
        for (const part of child.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[]) {
          if (typeof part.insert !== 'string') continue
          const node: RichNode = { type: 'text' }
          const marks = attributesToMarks(part.attributes)
          if (marks.length > 0) node.marks = marks
          node.text = part.insert
          next.into.push(node)
        }
      } else if (child instanceof Y.XmlElement) {
        const node: RichNode = { type: child.nodeName }
        const attrs = sortedAttributes(child.getAttributes())
        if (attrs) node.attrs = attrs
        next.into.push(node)
        if (child.length > 0 && next.depth < MAX_RICH_TEXT_DEPTH) {
          node.content = []
          pending.push({ parent: child, into: node.content, depth: next.depth + 1 })
        }
      }
      // Anything else (a Y.Map put there by a hostile update) has no meaning in rich text and is passed over.
    }
  }
  return canonicalRichText(root)
}

/**
 * One form for documents that look the same: no null attributes, no empty `attrs`, `content` or `marks`, keys and marks
 * in alphabetical order, neighbouring texts with equal marks joined, no empty text.
 */
export function canonicalRichText(richText: RichText): RichText {
  const root: RichText = { type: 'doc', content: [] }
  const pending: { from: readonly RichNode[]; into: RichNode[]; depth: number }[] = [
    { from: richText.content, into: root.content, depth: 0 },
  ]
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const node of next.from) {
      const marks = canonicalMarks(node.marks)
      if (node.type === 'text') {
        if (!node.text) continue
        const last = next.into.at(-1)
        if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) {
          last.text = `${last.text ?? ''}${node.text}`
          continue
        }
        next.into.push({ type: 'text', ...(marks.length > 0 && { marks }), text: node.text })
        continue
      }
      const attrs = sortedAttributes(node.attrs)
      const copy: RichNode = { type: node.type, ...(attrs && { attrs }) }
      next.into.push(copy)
      if (node.content && node.content.length > 0 && next.depth < MAX_RICH_TEXT_DEPTH) {
        copy.content = []
        pending.push({ from: node.content, into: copy.content, depth: next.depth + 1 })
      }
    }
  }
  return root
}

/** The words alone, blocks separated by newlines: for search, previews and plain formats. */
export function richTextToPlainText(richText: RichText): string {
  const lines: string[] = []
  let line = ''
  const pending: (RichNode | 'end of block')[] = [...richText.content].reverse()
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (next === 'end of block') {
      if (line) lines.push(line)
      line = ''
    } else if (next.type === 'text') line += next.text ?? ''
    else if (next.type === 'hardBreak') line += '\n'
    else if (next.content) pending.push('end of block', ...[...next.content].reverse())
  }
  if (line) lines.push(line)
  return lines.join('\n')
}

function* textRuns(nodes: readonly RichNode[]): Generator<RichNode | RichNode[]> {
  let run: RichNode[] = []
  for (const node of nodes) {
    if (node.type === 'text') {
      if (node.text) run.push(node)
      continue
    }
    if (run.length > 0) yield run
    run = []
    yield node
  }
  if (run.length > 0) yield run
}

function marksToAttributes(marks: readonly RichMark[] | undefined): Record<string, unknown> {
  return Object.fromEntries((marks ?? []).map((mark) => [mark.type, mark.attrs ?? {}]))
}

/** y-tiptap names marks that may overlap `name--hash`; the hash (8 base64 characters) is not part of the name. */
const HASHED_MARK = /^(.+)--[a-zA-Z0-9+/=]{8}$/

function attributesToMarks(attributes: Record<string, unknown> | undefined): RichMark[] {
  return Object.entries(attributes ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ({
      type: HASHED_MARK.exec(name)?.[1] ?? name,
      ...(typeof value === 'object' && { attrs: value as { [key: string]: Json } }),
    }))
}

function canonicalMarks(marks: readonly RichMark[] | undefined): RichMark[] {
  return (marks ?? [])
    .map((mark) => {
      const attrs = sortedAttributes(mark.attrs)
      return { type: mark.type, ...(attrs && { attrs }) }
    })
    .sort((a, b) => (a.type < b.type ? -1 : a.type > b.type ? 1 : 0))
}

function sortedAttributes(attributes: Record<string, unknown> | undefined): { [key: string]: Json } | undefined {
  const entries = Object.entries(attributes ?? {})
    .filter((entry): entry is [string, Json] => entry[1] !== null && entry[1] !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.length > 0 ? Object.fromEntries(entries) : undefined
}
