/**
 * ProseMirror JSON <-> Y.XmlFragment, without a schema, in the encoding of y-prosemirror and @tiptap/y-tiptap: an
 * element per node with its attributes, one Y.XmlText per run of text, marks as text attributes named by their type.
 * Nodes, marks and attributes that no editor here knows pass through unharmed.
 *
 * Both directions walk with a stack of their own: a document nested 5,000 deep must not overflow the call stack.
 */
import * as Y from 'yjs'
import { canonicalAttributes, canonicalRichText, isSafeHref, MAX_RICH_TEXT_DEPTH, markName } from '../rich-text.ts'
import type { Json } from '../json.ts'
import type { RichMark, RichNode, RichText } from '../rich-text-types.ts'

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

/**
 * The fragment as ProseMirror JSON, in the canonical form of `canonicalRichText`. Links that may not be followed are left
 * out, as they are from a file: a hostile client can put any into the document.
 */
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
        const attrs = canonicalAttributes(withoutUnsafeHref(child.getAttributes()))
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
  const attributes: Record<string, unknown> = {}
  for (const [index, mark] of (marks ?? []).entries()) {
    // Of two marks of one type (overlapping comments), the second takes a hashed name, as in y-tiptap.
    const name = Object.hasOwn(attributes, mark.type) ? `${mark.type}--${String(index).padStart(8, '0')}` : mark.type
    attributes[name] = mark.attrs ?? {}
  }
  return attributes
}

function attributesToMarks(attributes: Record<string, unknown> | undefined): RichMark[] {
  return Object.entries(attributes ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => ({
      type: markName(name),
      ...(typeof value === 'object' && { attrs: value as { [key: string]: Json } }),
    }))
    .filter(({ type, attrs }: RichMark) => !(type === 'link' || (attrs && 'href' in attrs)) || isSafeHref(attrs?.href))
}

function withoutUnsafeHref(attributes: Record<string, unknown>): Record<string, unknown> {
  const { href, ...rest } = attributes
  return href === undefined || isSafeHref(href) ? attributes : rest
}
