/**
 * Numbers of the marks of citations: no content, but counted again by a plugin, which hands each mark its own as a
 * decoration.
 */
import type { Node } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type DecorationSource } from '@tiptap/pm/view'
import { CITATION, footnoteKey } from '../view/footnotes.ts'

const numbersKey = new PluginKey<DecorationSet>('coeval-footnotes')

export function footnoteNumbers(): Plugin<DecorationSet> {
  return new Plugin<DecorationSet>({
    key: numbersKey,
    state: {
      init: (_config, state) => countFootnotes(state),
      apply: (tr, old, _before, state) => (tr.docChanged ? countFootnotes(state) : old),
    },
    props: { decorations: (state): DecorationSource | undefined => numbersKey.getState(state) },
  })
}

/** The number among the decorations of a mark; undefined before the first count. */
export function numberIn(decorations: readonly { spec: object }[]): number | undefined {
  const found = decorations.find(({ spec }) => 'number' in spec)
  return (found?.spec as { number: number } | undefined)?.number
}

function countFootnotes(state: EditorState): DecorationSet {
  const numbers = new Map<string, number>()
  const decorations: Decoration[] = []
  state.doc.descendants((node: Node, position) => {
    if (node.type.name !== CITATION) return
    const key = footnoteKey(node.attrs)
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    // The number is an attribute too, so that the view knows when it must show another.
    decorations.push(Decoration.node(position, position + 1, { 'data-number': String(number) }, { number }))
  })
  return DecorationSet.create(state.doc, decorations)
}
