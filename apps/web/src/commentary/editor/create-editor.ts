/** The editor itself, without React: bound to one fragment and to the session's history and awareness. */
import { Editor } from '@tiptap/core'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { UndoHistory } from '@coeval/chronology/ydoc'
import { type CollaborationOptions, SharedHistoryCollaboration } from '../extensions/collaboration.ts'
import { contentExtensions } from '../extensions/extensions.ts'
import { NestingLimit } from '../extensions/nesting-limit.ts'
import { CitationSuggestion } from '../extensions/suggestion.ts'

export interface EditorParts {
  element: HTMLElement
  fragment: Y.XmlFragment
  history: UndoHistory
  awareness: Awareness
  /** Attributes to carry along: see `examine`. */
  attributes: readonly string[]
  label: string
  onWalk: CollaborationOptions['onWalk']
  onUnfit: CollaborationOptions['onUnfit']
  /** What was to be done would nest too deep: it was not done. */
  onTooDeep: () => void
  onOpenCitation: (position: number) => void
  onSuggestionKey: (event: KeyboardEvent) => boolean
  citationClass?: string
}

export function createEditor(parts: EditorParts): Editor {
  const { element, fragment, history, awareness, label } = parts
  return new Editor({
    element,
    injectCSS: false,
    enableContentCheck: true,
    extensions: [
      ...contentExtensions(parts.attributes, { onOpen: parts.onOpenCitation, className: parts.citationClass ?? '' }),
      CitationSuggestion.configure({ onKey: parts.onSuggestionKey }),
      NestingLimit.configure({ onTooDeep: parts.onTooDeep }),
      SharedHistoryCollaboration.configure({
        fragment,
        history,
        awareness,
        onWalk: parts.onWalk,
        onUnfit: parts.onUnfit,
      }),
    ],
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, spellcheck: 'true' },
    },
  })
}
