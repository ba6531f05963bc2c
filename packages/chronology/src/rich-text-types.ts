/** Commentary, as it stands in files. */
import type { Json } from './json.ts'

/** Tiptap/ProseMirror JSON of a whole document: `{ type: 'doc', content: [...] }`. */
export interface RichText {
  type: 'doc'
  content: RichNode[]
}

export interface RichNode {
  type: string
  attrs?: { [key: string]: Json }
  content?: RichNode[]
  marks?: RichMark[]
  text?: string
}

export interface RichMark {
  type: string
  attrs?: { [key: string]: Json }
}

export const EMPTY_RICH_TEXT: RichText = { type: 'doc', content: [] }
