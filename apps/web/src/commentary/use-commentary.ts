import type { RichText } from '@coeval/chronology'
import { commentaryOf, readCommentary, watchDocument } from '@coeval/chronology/ydoc'
import { useMemo, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import { useSession } from '../session/session-context.tsx'

export interface LiveCommentary {
  /** Undefined where it is gone. */
  fragment: Y.XmlFragment | undefined
  richText: RichText
}

/** The commentary of an event (or the introduction) as it is now; renders when its text changes. */
export function useCommentary(eventId: string | undefined): LiveCommentary {
  const { doc } = useSession()
  const source = useMemo(() => commentarySource(doc, eventId), [doc, eventId])
  return useSyncExternalStore(source.subscribe, source.read)
}

function commentarySource(doc: Y.Doc, eventId: string | undefined) {
  let current: LiveCommentary | null = null
  return {
    read: () => (current ??= { fragment: commentaryOf(doc, eventId), richText: readCommentary(doc, eventId) }),
    subscribe: (listener: () => void) => {
      current = null
      return watchDocument(doc, (change) => {
        if (change.commentary.size === 0) return
        // The introduction has a key of its own among the events' ids; reading again for any costs little.
        if (eventId !== undefined && !change.commentary.has(eventId)) return
        current = null
        listener()
      })
    },
  }
}
