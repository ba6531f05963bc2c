/**
 * Undo and redo, from keys and buttons alike: Mod-Z, Mod-Shift-Z and Mod-Y walk the session's history, not the browser's
 * own undo of one input, which knows nothing of colleagues. A field with words that are not yet written into the document
 * says so with `data-draft`, and keeps the browser's undo for them.
 */
import type { UndoHistory, UndoOutcome } from '@coeval/chronology/ydoc'
import { t } from '../i18n/index.ts'

interface Key {
  key: string
  metaKey: boolean
  ctrlKey: boolean
  shiftKey: boolean
  altKey: boolean
}

export function undoKey(event: Key): 'undo' | 'redo' | null {
  if (!(event.metaKey || event.ctrlKey) || event.altKey) return null
  const key = event.key.toLowerCase()
  if (key === 'z') return event.shiftKey ? 'redo' : 'undo'
  return key === 'y' && !event.shiftKey ? 'redo' : null
}

/** Takes the step and says in a sentence what came of it. */
export function walkHistory(history: UndoHistory, direction: 'undo' | 'redo', announce: (text: string) => void): void {
  const outcome: UndoOutcome = direction === 'undo' ? history.undo() : history.redo()
  switch (outcome) {
    case 'done':
      announce(t(direction === 'undo' ? 'workspace.undone' : 'workspace.redone'))
      return
    case 'nothing to undo':
      announce(t('workspace.nothingToUndo'))
      return
    case 'kept for a colleague':
      announce(t('workspace.keptForColleague'))
  }
}

export function isDraft(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.dataset.draft !== undefined
}
