/** At most one editor is open on the page: the last one to ask has it, the others show their text. */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { Subscribable } from '../../ui/subscribable.ts'

let holder: symbol | null = null
const changes = new Subscribable()

function give(next: symbol | null): void {
  holder = next
  changes.tell()
}

/** `take` asks for the editor. It goes back when the component goes. */
export function useOneEditor(): { mine: boolean; free: boolean; take: () => void } {
  const [me] = useState(() => Symbol('editor'))
  const now = useSyncExternalStore(changes.subscribe, () => holder)
  useEffect(
    () => () => {
      if (holder === me) give(null)
    },
    [me],
  )
  const take = useCallback(() => give(me), [me])
  return { mine: now === me, free: now === null, take }
}
