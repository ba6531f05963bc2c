/**
 * How deep content written here may nest. The server closes the connection of a writer who nests much deeper, for good, and
 * `examine` gives up on it: so a paste, a quotation or a list item that would is not made, and the person is told.
 */
import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, type Transaction } from '@tiptap/pm/state'
import { ySyncPluginKey } from '@tiptap/y-tiptap'

/** Of nodes in nodes: twenty lists, each in the one before. */
export const MAX_WRITTEN_DEPTH = 40

export const NestingLimit = Extension.create<{ onTooDeep: () => void }>({
  name: 'nestingLimit',
  addOptions() {
    return { onTooDeep: () => undefined }
  },
  addProseMirrorPlugins() {
    const { onTooDeep } = this.options
    return [
      new Plugin({
        filterTransaction(tr) {
          // What colleagues and the undo history do is in the document already.
          if (!tr.docChanged || tr.getMeta(ySyncPluginKey) !== undefined) return true
          const depth = depthOfChange(tr)
          // What was deep before may be edited, and made less so.
          if (depth <= MAX_WRITTEN_DEPTH || depth <= depthOf(tr.before)) return true
          onTooDeep()
          return false
        },
      }),
    ]
  },
})

/** How deep that nests which the transaction has put in, or put elsewhere. */
function depthOfChange({ doc, mapping }: Transaction): number {
  let [first, last] = [Infinity, -Infinity]
  for (const [index, map] of mapping.maps.entries()) {
    const rest = mapping.slice(index + 1)
    map.forEach((_oldFrom, _oldTo, from, to) => {
      first = Math.min(first, rest.map(from, -1))
      last = Math.max(last, rest.map(to, 1))
    })
  }
  return first > last ? 0 : depthOf(doc, first, last)
}

/** Between two positions; the document itself does not count. */
function depthOf(node: Node, from = 0, to = node.content.size): number {
  let deepest = 0
  node.forEach((child, offset) => {
    const [start, end] = [offset + 1, offset + child.nodeSize - 1]
    if (child.isLeaf || end < from || start > to) return
    deepest = Math.max(deepest, 1 + depthOf(child, from - start, to - start))
  })
  return deepest
}
