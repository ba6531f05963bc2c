import { useEffect } from 'react'
import { currentMe, subscribe } from './me-store.ts'

/** Calls when I become somebody else, here or in another tab: what was shown was meant for the person I was before. */
export function usePersonChange(onChange: () => void): void {
  useEffect(() => {
    let before = currentMe()
    return subscribe(() => {
      const now = currentMe()
      if (before && now && before.person?.id !== now.person?.id) onChange()
      before = now
    })
  }, [onChange])
}
