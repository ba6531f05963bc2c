/**
 * A citation in the text: an inline atom that points at a source and a place in it, shown as a footnote number. The
 * numbers are no content: a plugin counts them anew and hands each mark its own as a decoration.
 */
import { mergeAttributes, Node } from '@tiptap/core'
import type { Node as ProseMirrorNode } from '@tiptap/pm/model'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type DecorationSource } from '@tiptap/pm/view'
import { t } from '../../i18n/late.ts'
import { CITATION, footnoteKey } from '../view/footnotes.ts'

const numbersKey = new PluginKey<DecorationSet>('coeval-footnotes')
const TEXT_ATTRIBUTES = ['sourceId', 'label', 'locator', 'prefix', 'suffix', 'interpretation'] as const

export interface CitationOptions {
  /** Called when a mark is clicked or opened from the keyboard. */
  onOpen: (position: number) => void
  className: string
}

export const CitationNode = Node.create<CitationOptions>({
  name: CITATION,
  group: 'inline',
  inline: true,
  atom: true,
  selectable: true,
  draggable: false,

  addOptions() {
    return { onOpen: () => undefined, className: '' }
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

  addNodeView() {
    return ({ getPos, decorations }) => {
      const dom = document.createElement('sup')
      dom.className = this.options.className
      dom.contentEditable = 'false'
      const open = () => {
        const position = getPos()
        if (position !== undefined) this.options.onOpen(position)
      }
      dom.addEventListener('click', open)
      showNumber(dom, decorations)
      return {
        dom,
        update: (node, next) => {
          if (node.type.name !== CITATION) return false
          showNumber(dom, next)
          return true
        },
        ignoreMutation: () => true,
        destroy: () => dom.removeEventListener('click', open),
      }
    }
  },

  addProseMirrorPlugins() {
    return [
      new Plugin<DecorationSet>({
        key: numbersKey,
        state: {
          init: (_config, state) => countFootnotes(state),
          apply: (tr, old, _before, state) => (tr.docChanged ? countFootnotes(state) : old),
        },
        props: { decorations: (state): DecorationSource | undefined => numbersKey.getState(state) },
      }),
    ]
  },
})

function countFootnotes(state: EditorState): DecorationSet {
  const numbers = new Map<string, number>()
  const decorations: Decoration[] = []
  state.doc.descendants((node: ProseMirrorNode, position) => {
    if (node.type.name !== CITATION) return
    const key = footnoteKey(node.attrs)
    const number = numbers.get(key) ?? numbers.size + 1
    numbers.set(key, number)
    // The number is an attribute too, so that the view knows when it must show another.
    decorations.push(Decoration.node(position, position + 1, { 'data-number': String(number) }, { number }))
  })
  return DecorationSet.create(state.doc, decorations)
}

function showNumber(dom: HTMLElement, decorations: readonly Decoration[]): void {
  const number = (decorations.find((decoration) => 'number' in decoration.spec)?.spec as { number: number } | undefined)
    ?.number
  dom.textContent = number === undefined ? '' : String(number)
  dom.setAttribute('aria-label', t('commentary.footnote', { number: number ?? 0 }))
  dom.setAttribute('role', 'img')
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
