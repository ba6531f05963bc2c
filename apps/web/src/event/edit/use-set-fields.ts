import type { ChronologyEvent } from '@coeval/chronology'
import { updateEntry } from '@coeval/chronology/ydoc'
import { useWritingSession } from '../../session/session-context.tsx'

/** Writes fields of the event as one step of undo; `undefined` takes a field away. */
export function useSetFields(event: ChronologyEvent): (fields: Partial<ChronologyEvent>) => void {
  const { doc, history } = useWritingSession()
  return (fields) => void history.step(() => updateEntry(doc, 'events', event.id, fields))
}
