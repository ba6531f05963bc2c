/** What the editor is made of: bound to one fragment and to the session's history and awareness. Knows no React. */
import type { EditorOptions } from '@tiptap/core'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import type { UndoHistory } from '@coeval/chronology/ydoc'
import { type CollaborationOptions, SharedHistoryCollaboration } from '../extensions/collaboration.ts'
import { contentExtensions } from '../extensions/extensions.ts'
import { NestingLimit } from '../extensions/nesting-limit.ts'
import { CitationSuggestion } from '../extensions/suggestion.ts'

export interface EditorParts {
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
}

/** For `new Editor` and `useEditor`. The caller destroys the editor that it makes; the history and awareness live on. */
export function editorOptions(parts: EditorParts): Partial<EditorOptions> {
  const { fragment, history, awareness, label } = parts
  return {
    injectCSS: false,
    enableContentCheck: true,
    extensions: [
      ...contentExtensions(parts.attributes, { onOpen: parts.onOpenCitation }),
      CitationSuggestion,
      NestingLimit.configure({ onTooDeep: parts.onTooDeep }),
      SharedHistoryCollaboration.configure({
        fragment,
        history,
        awareness,
        attributes: parts.attributes,
        onWalk: parts.onWalk,
        onUnfit: parts.onUnfit,
      }),
    ],
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, spellcheck: 'true' },
    },
  }
}
