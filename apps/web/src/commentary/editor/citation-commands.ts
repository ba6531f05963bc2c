/** What the forms do to the marks of citations in a text. Positions are those of the document as it is now. */
import type { Editor } from '@tiptap/core'
import type { CitationFields } from '../../sources/citation-form.tsx'
import { CITATION } from '../view/footnotes.ts'

/** Puts a mark at a position or in place of a range, and the focus back into the text. */
export function insertCitation(
  editor: Editor,
  at: number | { from: number; to: number },
  fields: CitationFields,
): void {
  editor
    .chain()
    .focus()
    .insertContentAt(typeof at === 'number' ? at : { from: at.from, to: at.to }, {
      type: CITATION,
      attrs: markAttrs(fields),
    })
    .run()
}

/** Changes the mark at the position, if one stands there; what the form does not know is kept. */
export function changeCitation(editor: Editor, position: number, fields: CitationFields): void {
  const node = editor.state.doc.nodeAt(position)
  if (node?.type.name !== CITATION) return
  editor.view.dispatch(editor.state.tr.setNodeMarkup(position, undefined, { ...node.attrs, ...markAttrs(fields) }))
}

/** Removes the mark at the position, if one stands there. */
export function removeCitation(editor: Editor, position: number): void {
  if (editor.state.doc.nodeAt(position)?.type.name !== CITATION) return
  editor.view.dispatch(editor.state.tr.delete(position, position + 1))
}

function markAttrs({ sourceId, label, locator, prefix, suffix }: CitationFields): Record<string, string | null> {
  return { sourceId, label: label ?? null, locator: locator ?? null, prefix: prefix ?? null, suffix: suffix ?? null }
}
