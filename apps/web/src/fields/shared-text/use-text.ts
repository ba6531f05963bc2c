import { useCallback, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'

/** What a shared text says now; '' where it is gone. Renders whenever it changes. */
export function useText(text: Y.Text | undefined): string {
  const subscribe = useCallback(
    (listener: () => void) => {
      text?.observe(listener)
      return () => text?.unobserve(listener)
    },
    [text],
  )
  // Its `toString` is Yjs' own.
  // oxlint-disable-next-line typescript/no-base-to-string
  return useSyncExternalStore(subscribe, () => text?.toString() ?? '')
}
