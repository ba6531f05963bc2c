import { useCallback, useEffect } from 'react'
import { setCursorsHidden, cursorsHidden } from '../people/cursors.ts'
import { t } from '../i18n/index.ts'
import { useWritingSession } from '../session/session-context.tsx'
import { undoKey, walkHistory } from '../session/undo-keys.ts'
import { useAddEvent } from './use-add-event.ts'
import { useWorkspace } from './workspace-context.tsx'

/** Undo and redo of my own changes, with what came of it said aloud. */
export function useUndo(): { undo: () => void; redo: () => void } {
  const { history } = useWritingSession()
  const { announce } = useWorkspace()
  return {
    undo: useCallback(() => walkHistory(history, 'undo', announce), [history, announce]),
    redo: useCallback(() => walkHistory(history, 'redo', announce), [history, announce]),
  }
}

/**
 * Keys of the whole page. Editors and inputs that have a meaning of their own for a key stop its propagation or are
 * typing targets, where only undo and redo reach us.
 */
export function useWorkspaceKeys(): void {
  const { undo, redo } = useUndo()
  const { selectedId, select, show, view, announce } = useWorkspace()
  const addEvent = useAddEvent()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return
      const mod = event.metaKey || event.ctrlKey
      const key = event.key.toLowerCase()
      const direction = undoKey(event)
      if (direction !== null) {
        event.preventDefault()
        if (direction === 'undo') undo()
        else redo()
      } else if (event.key === 'Escape' && selectedId !== undefined) {
        select(undefined)
      } else if (!mod && !event.altKey && !isTyping(event.target)) {
        if (key === 'n') {
          event.preventDefault()
          addEvent()
        } else if (key === 'c') {
          setCursorsHidden(!cursorsHidden())
          announce(t(cursorsHidden() ? 'people.cursorsHidden' : 'people.cursorsShown'))
        } else if (key === 'v') show(view === 'list' ? 'timeline' : 'list')
      }
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [undo, redo, select, selectedId, addEvent, show, view, announce])
}

/** Whether a letter typed there is text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'combobox')
  )
}
