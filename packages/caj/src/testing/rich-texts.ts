/** What the rich texts of the chronology cite and say, for tests. */
import type { Chronology, ChronologyEvent, RichNode, RichText } from '@coeval/chronology'

/** A citation node in rich text; `interpretation` is the id of the reading that ends with it. */
export interface CitationAttrs {
  sourceId: string
  label?: string
  locator?: string
  suffix?: string
  interpretation?: string
}

/** All nodes of a rich text, at every depth, in reading order. */
export function nodesOf(richText: RichText): RichNode[] {
  const below = (node: RichNode): RichNode[] => [node, ...(node.content ?? []).flatMap(below)]
  return richText.content.flatMap(below)
}

/** The citations of a rich text, in reading order. */
export function citationsOf(richText: RichText): CitationAttrs[] {
  return nodesOf(richText)
    .filter(({ type }) => type === 'citation')
    .map(({ attrs }) => attrs as unknown as CitationAttrs)
}

/** The paragraphs and headings of a rich text as plain text, without citations. */
export function blocksOf(richText: RichText): string[] {
  return nodesOf(richText)
    .filter(({ type }) => type === 'paragraph' || type === 'heading')
    .map((block) => (block.content ?? []).map(({ text }) => text ?? '').join(''))
}

/** The events drawn from the article. Those of another layer rest on other pages. */
export function firstLayer(chronology: Chronology): ChronologyEvent[] {
  return chronology.events.filter(({ layer }) => !layer)
}
