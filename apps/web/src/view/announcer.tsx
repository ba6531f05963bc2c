import { useEffect, useState } from 'react'
import { useWorkspace } from './workspace-context.tsx'
import classes from './announcer.module.css'

/** How long a passing message stays: long enough to read twice. */
const SHOWN_MS = 6_000

/** The sentence that was announced last: shown for a while, and read by screen readers. */
export function Announcer() {
  const { announcement } = useWorkspace()
  const [hiddenAt, setHiddenAt] = useState(0)
  useEffect(() => {
    if (!announcement) return
    const timer = setTimeout(() => setHiddenAt(announcement.at), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [announcement])
  const text = announcement && announcement.at > hiddenAt ? announcement.text : ''
  return (
    <div className={classes.announcer} role="status" aria-live="polite" data-shown={text !== ''}>
      {text}
    </div>
  )
}
