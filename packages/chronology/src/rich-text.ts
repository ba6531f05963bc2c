/** Rich text as plain data: its one canonical form, its words, and which links it may carry. No Yjs. */
import { canonicalJson, compareText } from './canonical-json.ts'
import type { Json } from './json.ts'
import type { RichMark, RichNode, RichText } from './rich-text-types.ts'

/** Deeper nesting than this is cut off when read. Real commentary has less than 20 levels. */
export const MAX_RICH_TEXT_DEPTH = 200

/** A file may not nest deeper: with the fragment around it and the text within, it is what a shared document takes. */
export const MAX_NEW_RICH_TEXT_DEPTH = 98

/**
 * One form for documents that look the same: no null attributes, no empty `attrs`, `content` or `marks`, keys and marks
 * in alphabetical order, neighbouring texts with equal marks joined, no empty text. Marks are on text alone.
 */
export function canonicalRichText(richText: RichText): RichText {
  const root: RichText = { type: 'doc', content: [] }
  const pending: { from: readonly RichNode[]; into: RichNode[]; depth: number }[] = [
    { from: richText.content, into: root.content, depth: 0 },
  ]
  const parents: RichNode[] = []
  for (let next = pending.pop(); next; next = pending.pop()) {
    for (const node of next.from) {
      if (node.type === 'text') {
        if (!node.text) continue
        const marks = canonicalMarks(node.marks)
        const last = next.into.at(-1)
        if (last?.type === 'text' && JSON.stringify(last.marks ?? []) === JSON.stringify(marks)) {
          last.text = `${last.text ?? ''}${node.text}`
          continue
        }
        next.into.push({ type: 'text', ...(marks.length > 0 && { marks }), text: node.text })
        continue
      }
      const attrs = canonicalAttributes(node.attrs)
      const copy: RichNode = { type: node.type, ...(attrs && { attrs }) }
      next.into.push(copy)
      if (node.content && node.content.length > 0 && next.depth < MAX_RICH_TEXT_DEPTH) {
        copy.content = []
        parents.push(copy)
        pending.push({ from: node.content, into: copy.content, depth: next.depth + 1 })
      }
    }
  }
  // Where all that a node held was empty text.
  for (const parent of parents) if (parent.content?.length === 0) delete parent.content
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

/**
 * Whether an address may become a link: http, https and mailto, spelled out in full. Browsers skip control characters
 * and white space in a scheme (` java\tscript:`), so an address that has any is refused as well.
 */
export function isSafeHref(href: unknown): href is string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return typeof href === 'string' && /^(?:https?:\/\/|mailto:)[^\s\u0000-\u001f\u007f]+$/i.test(href)
}

/** Attributes without nulls, keys in order; undefined where none is left. */
export function canonicalAttributes(
  attributes: Record<string, unknown> | undefined,
): { [key: string]: Json } | undefined {
  // A hostile client can put bytes in their place, and that is nothing in JSON.
  const entries = Object.entries(canonicalJson(attributes) ?? {}).filter(([, value]) => value !== null)
  return entries.length > 0 ? (Object.fromEntries(entries) as { [key: string]: Json }) : undefined
}

/** In order of type, then of attributes; equal ones once. */
function canonicalMarks(marks: readonly RichMark[] | undefined): RichMark[] {
  if (!marks || marks.length === 0) return []
  const byText = new Map<string, RichMark>()
  for (const mark of marks) {
    const attrs = canonicalAttributes(mark.attrs)
    const copy: RichMark = { type: markName(mark.type), ...(attrs && { attrs }) }
    byText.set(JSON.stringify(copy), copy)
  }
  return [...byText.entries()]
    .sort(([textA, a], [textB, b]) => compareText(a.type, b.type) || compareText(textA, textB))
    .map(([, mark]) => mark)
}

/** y-tiptap names marks that may overlap `name--hash`; the hash (8 base64 characters) is not part of the name. */
const HASHED_MARK = /^(.+)--[a-zA-Z0-9+/=]{8}$/

export function markName(name: string): string {
  return HASHED_MARK.exec(name)?.[1] ?? name
}
