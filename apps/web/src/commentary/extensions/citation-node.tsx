/** A citation in the text: an inline atom that points at a source and a place in it, shown as a footnote number. */
import { mergeAttributes, Node } from '@tiptap/core'
import { CITATION } from '../view/footnotes.ts'
import { citationMarkView } from './citation-mark.tsx'
import type { CitationOptions } from './citation-options.ts'
import { footnoteNumbers } from './footnote-numbers.ts'

const TEXT_ATTRIBUTES = ['sourceId', 'label', 'locator', 'prefix', 'suffix', 'interpretation'] as const

export const CitationNode = Node.create<CitationOptions>({
  name: CITATION,
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: false,

  addOptions() {
    return { onOpen: () => undefined }
  },

  addAttributes() {
    return Object.fromEntries(
      TEXT_ATTRIBUTES.map((name) => [
        name,
        {
          default: name === 'sourceId' ? '' : null,
          validate: name === 'sourceId' ? 'string' : 'string|null',
          parseHTML: (element: HTMLElement) =>
            element.getAttribute(`data-${kebab(name)}`) ?? (name === 'sourceId' ? '' : null),
          renderHTML: (attributes: Record<string, unknown>) => {
            const value = attributes[name]
            return typeof value === 'string' && value ? { [`data-${kebab(name)}`]: value } : {}
          },
        },
      ]),
    )
  },

  parseHTML() {
    return [{ tag: 'sup[data-citation]' }]
  },

  renderHTML({ HTMLAttributes }) {
    return ['sup', mergeAttributes({ 'data-citation': '' }, HTMLAttributes)]
  },

  renderText: () => '',

  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { selection } = editor.state
        if (editor.state.doc.nodeAt(selection.from)?.type.name !== CITATION || selection.empty) return false
        this.options.onOpen(selection.from)
        return true
      },
    }
  },

  addNodeView: () => citationMarkView,

  addProseMirrorPlugins: () => [footnoteNumbers()],
})

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
