/** State of this page alone, not of the document: which event is selected, which tracks are hidden, what was just said. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { useSession } from '../session/session-context.tsx'
import { changeAddress, useAddress, type View } from './address.ts'

interface Workspace {
  selectedId: string | undefined
  /** Selects an event and opens its panel; undefined closes it. */
  select: (eventId: string | undefined) => void
  view: View
  show: (view: View) => void
  hiddenTracks: ReadonlySet<string>
  toggleTrack: (trackId: string) => void
  showAllTracks: () => void
  /** Says a sentence to everybody, screen readers too: a polite live region and a passing message. */
  announce: (sentence: string) => void
  announcement: { text: string; at: number } | null
}

const WorkspaceContext = createContext<Workspace | null>(null)

export function WorkspaceProvider({ defaultView, children }: { defaultView: View; children: ReactNode }) {
  const session = useSession()
  const address = useAddress()
  const [hiddenTracks, setHiddenTracks] = useState<ReadonlySet<string>>(new Set())
  const [announcement, setAnnouncement] = useState<Workspace['announcement']>(null)
  const selectedId = address.event

  useEffect(() => session.people.setWhere({ eventId: selectedId }), [session, selectedId])

  const select = useCallback(
    (eventId: string | undefined) => {
      session.history?.endStep()
      changeAddress({ event: eventId })
    },
    [session],
  )
  const show = useCallback((view: View) => changeAddress({ view }), [])
  const toggleTrack = useCallback((trackId: string) => {
    setHiddenTracks((hidden) => {
      const next = new Set(hidden)
      if (!next.delete(trackId)) next.add(trackId)
      return next
    })
  }, [])
  const showAllTracks = useCallback(() => setHiddenTracks(new Set()), [])
  const announce = useCallback((text: string) => setAnnouncement({ text, at: Date.now() }), [])

  const workspace = useMemo(
    () => ({
      selectedId,
      select,
      view: address.view ?? defaultView,
      show,
      hiddenTracks,
      toggleTrack,
      showAllTracks,
      announce,
      announcement,
    }),
    [
      selectedId,
      select,
      address.view,
      defaultView,
      show,
      hiddenTracks,
      toggleTrack,
      showAllTracks,
      announce,
      announcement,
    ],
  )
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('useWorkspace outside WorkspaceProvider')
  return workspace
}
