/** `[@` in the text opens a list of sources: where it stands and what was typed after it, for the list to follow. */
import { type Editor, Extension } from '@tiptap/core'
import { type EditorState, Plugin, PluginKey } from '@tiptap/pm/state'

export interface Suggestion {
  from: number
  to: number
  query: string
}

const suggestionKey = new PluginKey<{ now: Suggestion | null; dismissedAt: number | null }>(
  'coeval-citation-suggestion',
)
const TRIGGER = /\[@([^[\]@\n]{0,60})$/

interface Storage {
  /** Keys while the list is open; true where the list has taken it. */
  onKey: (event: KeyboardEvent) => boolean
}

const NAME = 'citationSuggestion'

export const CitationSuggestion = Extension.create<object, Storage>({
  name: NAME,
  priority: 900,

  addStorage() {
    return { onKey: () => false }
  },

  addProseMirrorPlugins() {
    const { storage } = this
    return [
      new Plugin<{ now: Suggestion | null; dismissedAt: number | null }>({
        key: suggestionKey,
        state: {
          init: () => ({ now: null, dismissedAt: null }),
          apply: (tr, old, _before, state) => {
            const found = findSuggestion(state)
            const dismissedAt = tr.getMeta(suggestionKey) === 'dismiss' ? (old.now?.from ?? null) : old.dismissedAt
            if (!found) return { now: null, dismissedAt: null }
            return { now: found.from === dismissedAt ? null : found, dismissedAt }
          },
        },
        props: {
          handleKeyDown: (view, event) => {
            if (!suggestionKey.getState(view.state)?.now || view.composing) return false
            if (event.key === 'Escape') {
              view.dispatch(view.state.tr.setMeta(suggestionKey, 'dismiss'))
              event.preventDefault()
              event.stopPropagation()
              return true
            }
            return storage.onKey(event)
          },
        },
      }),
    ]
  },
})

export function suggestionOf(state: EditorState): Suggestion | null {
  return suggestionKey.getState(state)?.now ?? null
}

/** While the list is open, the keys of the text go to `take` first; it says whether it has taken them. Returns the end of it. */
export function handKeysTo(editor: Editor, take: (event: KeyboardEvent) => boolean): () => void {
  const storage = (editor.storage as unknown as Record<typeof NAME, Storage>)[NAME]
  storage.onKey = take
  return () => {
    storage.onKey = () => false
  }
}

function findSuggestion({ selection }: EditorState): Suggestion | null {
  const { $from, empty } = selection
  if (!empty || !$from.parent.isTextblock || $from.parent.type.spec.code) return null
  const before = $from.parent.textBetween(Math.max(0, $from.parentOffset - 64), $from.parentOffset, '\n', '\ufffc')
  const match = TRIGGER.exec(before)
  if (!match) return null
  return { from: $from.pos - match[0].length, to: $from.pos, query: match[1] ?? '' }
}
