import { useEffect, useState } from 'react'

/** Gives the focus back to where it was when the panel opened, if it was inside the panel when it closed. */
export function useReturnFocus(): void {
  // Read while rendering: a new event's title takes the focus before any effect runs.
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      // By now the panel's elements are gone and the focus, if it was there, with them.
      if (before instanceof HTMLElement && before.isConnected && document.activeElement === document.body)
        before.focus()
    },
    [before],
  )
}
