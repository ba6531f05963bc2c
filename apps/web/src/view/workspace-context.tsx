/** State of this page, not of the document: which event is selected, which tracks and layers are hidden, what was just said. */
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
  /** By name. */
  hiddenLayers: ReadonlySet<string>
  toggleLayer: (name: string) => void
  /** Says a sentence to everybody, screen readers too: a polite live region and a passing message. */
  announce: (sentence: string) => void
  announcement: { text: string; at: number } | null
}

const WorkspaceContext = createContext<Workspace | null>(null)

export function WorkspaceProvider({ defaultView, children }: { defaultView: View; children: ReactNode }) {
  const session = useSession()
  const address = useAddress()
  const [hiddenTracks, setHiddenTracks] = useState<ReadonlySet<string>>(new Set())
  const [hiddenLayers, setHiddenLayers] = useState<ReadonlySet<string>>(new Set())
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
  const toggleTrack = useCallback((trackId: string) => setHiddenTracks((hidden) => toggled(hidden, trackId)), [])
  const toggleLayer = useCallback((name: string) => setHiddenLayers((hidden) => toggled(hidden, name)), [])
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
      hiddenLayers,
      toggleLayer,
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
      hiddenLayers,
      toggleLayer,
      announce,
      announcement,
    ],
  )
  return <WorkspaceContext value={workspace}>{children}</WorkspaceContext>
}

function toggled(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  const next = new Set(names)
  if (!next.delete(name)) next.add(name)
  return next
}

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('useWorkspace outside WorkspaceProvider')
  return workspace
}
