import { useEffect } from 'react'

let resolve: () => void
const drawn = new Promise<void>((settle) => {
  resolve = settle
})

/** Resolves when the first timeline or list of this page has been drawn: what can wait for it, waits. */
export function firstViewDrawn(): Promise<void> {
  return drawn
}

/** Stands beside a lazily loaded view, so that it mounts when the view does. */
export function FirstView() {
  useEffect(() => {
    // The frame after the one in which the view is drawn.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => resolve())
    })
    return () => cancelAnimationFrame(frame)
  }, [])
  return null
}
