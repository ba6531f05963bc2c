/**
 * Lets a test see a part of the page fail: `dispatchEvent(new CustomEvent('coeval:fail', { detail: 'timeline' }))`, and
 * the same with `coeval:mend`. Only in the development build; the production build has nothing of it.
 */
import { useSyncExternalStore } from 'react'
import type { Part } from './parts.ts'
import { Subscribable } from '../ui/subscribable.ts'

const failing = new Set<string>()
const changes = new Subscribable()

if (import.meta.env.DEV) {
  const change = (work: (part: string) => void) => (event: Event) => {
    work(String((event as CustomEvent).detail))
    changes.tell()
  }
  window.addEventListener(
    'coeval:fail',
    change((part) => failing.add(part)),
  )
  window.addEventListener(
    'coeval:mend',
    change((part) => failing.delete(part)),
  )
}

/** Renders nothing, or throws where a test wants it to. */
export function Provoked({ part }: { part: Part | 'dialog' }): null {
  const fails = useSyncExternalStore(changes.subscribe, () => failing.has(part))
  if (fails) throw new Error(`The part "${part}" was told to fail.`)
  return null
}
