import { addEvent, newId } from '@coeval/chronology/ydoc'
import { useCallback } from 'react'
import { useWritingSession, useTracks } from '../session/session-context.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'

/** Adds an event on the first shown track, without a date, and opens it: its panel asks for the title. */
export function useAddEvent(): () => void {
  const { doc, history } = useWritingSession()
  const { select, hiddenTracks } = useWorkspace()
  const tracks = useTracks()
  return useCallback(() => {
    const track = tracks.find((candidate) => !hiddenTracks.has(candidate.id)) ?? tracks[0]
    const id = newId()
    history.step(() => addEvent(doc, { id, title: '', date: '', kind: 'meeting', tracks: track ? [track.id] : [] }))
    select(id)
  }, [doc, history, select, hiddenTracks, tracks])
}
