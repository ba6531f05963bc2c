/** The open session for components: `useSession` and small subscriptions to its parts. */
import type { Collection } from '@coeval/chronology'
import type { Role } from '@coeval/api'
import type { EntryOf, UndoHistory } from '@coeval/chronology/ydoc'
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react'
import type { ChronologySession } from './chronology-session.ts'
import type { ChronologySnapshot } from './chronology-store.ts'
import type { Person } from './presence.ts'
import type { Interruption, SaveState } from './save-state.ts'

/** A session that writes. */
export type WritingSession = ChronologySession & { history: UndoHistory }

const SessionContext = createContext<ChronologySession | null>(null)
const RoleContext = createContext<Role>('viewer')

interface SessionProviderProps {
  session: ChronologySession
  /** What the person is here, once that is known. */
  role?: Role
  children: ReactNode
}

export function SessionProvider({ session, role = 'viewer', children }: SessionProviderProps) {
  return (
    <SessionContext value={session}>
      <RoleContext value={role}>{children}</RoleContext>
    </SessionContext>
  )
}

/** What I am in this chronology. To show or hide what only owners may do; see also `useMayWrite`. */
export function useRole(): Role {
  return useContext(RoleContext)
}

/** The session of the page. Throws outside a SessionProvider. */
export function useSession(): ChronologySession {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside SessionProvider')
  return session
}

/** Whether this page shows the chronology for editing or for reading. */
export function useMayWrite(): boolean {
  return useSession().mayWrite
}

/** For components that change the document: they are shown only to people who may. Throws for everybody else. */
export function useWritingSession(): WritingSession {
  const session = useSession()
  if (!session.history) throw new Error('useWritingSession on a page that only reads')
  return session as WritingSession
}

export function useMeta(): ChronologySnapshot['meta'] {
  const { store } = useSession()
  return useSyncExternalStore(store.subscribe, () => store.snapshot().meta)
}

/** All entries of a collection by id, those in the trash among them; renders when that collection changes. */
export function useEntries<C extends Collection>(collection: C): ReadonlyMap<string, EntryOf<C>> {
  const { store } = useSession()
  return useSyncExternalStore(
    store.subscribe,
    () => store.snapshot()[collection] as unknown as ReadonlyMap<string, EntryOf<C>>,
  )
}

/** One entry; renders when that entry changes. Undefined once it is gone. */
export function useEntry<C extends Collection>(collection: C, id: string | undefined): EntryOf<C> | undefined {
  const { store } = useSession()
  return useSyncExternalStore(store.subscribe, () => {
    if (id === undefined) return undefined
    return (store.snapshot()[collection] as unknown as ReadonlyMap<string, EntryOf<C>>).get(id)
  })
}

/**
 * One entry with every text as it was written: for fields that are edited. What is shown comes from `useEntry`, and what is
 * written never does: its texts are cut.
 */
export function useWholeEntry<C extends Collection>(collection: C, id: string | undefined): EntryOf<C> | undefined {
  const { store } = useSession()
  return useSyncExternalStore(store.subscribe, () => {
    if (id === undefined) return undefined
    return (store.whole()[collection] as unknown as ReadonlyMap<string, EntryOf<C>>).get(id)
  })
}

/** Events that are not in the trash. */
export function useLiveEvents(): readonly EntryOf<'events'>[] {
  const events = useEntries('events')
  return useMemo(() => [...events.values()].filter((event) => !event.deletedAt), [events])
}

/** Tracks in their order. */
export function useTracks(): readonly EntryOf<'tracks'>[] {
  const tracks = useEntries('tracks')
  return useMemo(
    () => [...tracks.values()].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1)),
    [tracks],
  )
}

export function usePeople(): readonly Person[] {
  const { people } = useSession()
  return useSyncExternalStore(people.subscribe, people.all)
}

export function useSaveState(): SaveState {
  const { saving } = useSession()
  return useSyncExternalStore(saving.subscribe, saving.state)
}

/** Why the server ended the last connection, until all is saved again or the person has read it. */
export function useInterruption(): Interruption | null {
  const { saving } = useSession()
  return useSyncExternalStore(saving.subscribe, saving.interruption)
}

export function useUndoState(): { canUndo: boolean; canRedo: boolean } {
  const { history } = useWritingSession()
  const state = useSyncExternalStore(
    (listener) => history.subscribe(listener),
    () => `${history.canUndo()} ${history.canRedo()}`,
  )
  return { canUndo: state.startsWith('true'), canRedo: state.endsWith('true') }
}
