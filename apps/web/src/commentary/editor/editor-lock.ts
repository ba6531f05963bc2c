/** At most one editor lives on the page: whoever asks last has it, the others show their text. */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'

let holder: symbol | null = null
const listeners = new Set<() => void>()

function give(next: symbol | null): void {
  holder = next
  for (const listener of listeners) listener()
}

/** `take` asks for the editor. It goes back when the component goes. */
export function useOneEditor(): { mine: boolean; free: boolean; take: () => void } {
  const [me] = useState(() => Symbol('editor'))
  const now = useSyncExternalStore(subscribe, () => holder)
  useEffect(
    () => () => {
      if (holder === me) give(null)
    },
    [me],
  )
  const take = useCallback(() => give(me), [me])
  return { mine: now === me, free: now === null, take }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
