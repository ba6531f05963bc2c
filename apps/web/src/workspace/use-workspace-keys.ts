import { useCallback, useEffect } from 'react'
import { setCursorsHidden, cursorsHidden } from '../presence/cursors.ts'
import { t } from '../i18n/index.ts'
import { useWritingSession } from '../session/session-context.tsx'
import { undoKey, walkHistory } from '../session/undo-keys.ts'
import { useAddEvent } from './use-add-event.ts'
import { useWorkspace } from '../view/workspace-context.tsx'

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
  const { selectedId, select, show, view, announce } = useWorkspace()
  useKeys(
    useCallback(
      (event) => {
        const key = event.key.toLowerCase()
        if (event.key === 'Escape' && selectedId !== undefined) select(undefined)
        else if (!isLetterAlone(event)) return
        else if (key === 'c') {
          setCursorsHidden(!cursorsHidden())
          announce(t(cursorsHidden() ? 'people.cursorsHidden' : 'people.cursorsShown'))
        } else if (key === 'v') show(view === 'list' ? 'timeline' : 'list')
      },
      [select, selectedId, show, view, announce],
    ),
  )
}

/** The ones that change the document, for people who may edit it. */
export function useEditingKeys(): void {
  const { undo, redo } = useUndo()
  const addEvent = useAddEvent()
  useKeys(
    useCallback(
      (event) => {
        const direction = undoKey(event)
        if (direction === null && !(event.key.toLowerCase() === 'n' && isLetterAlone(event))) return
        event.preventDefault()
        if (direction === 'undo') undo()
        else if (direction === 'redo') redo()
        else addEvent()
      },
      [undo, redo, addEvent],
    ),
  )
}

function useKeys(onKey: (event: KeyboardEvent) => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented) onKey(event)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [onKey])
}

function isLetterAlone(event: KeyboardEvent): boolean {
  return !event.metaKey && !event.ctrlKey && !event.altKey && !isTyping(event.target)
}

/** Whether a letter typed there is text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) || target.role === 'combobox')
  )
}
