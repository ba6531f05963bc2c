import { useComputedColorScheme } from '@mantine/core'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { faultGuard } from '../../ui/fault-guard.ts'
import { Minimap } from './minimap.ts'
import type { TimeWindow } from '../axis/time-window.ts'
import classes from './minimap-strip.module.css'

interface MinimapStripProps {
  /** It is there, and knows nothing yet; null when it has gone, as when it has failed. */
  onMinimap: (minimap: Minimap | null) => void
  onMove: (window: TimeWindow) => void
}

/** The strip that the minimap is drawn into. Its errors are thrown here, for its own boundary. */
export function MinimapStrip({ onMinimap, onMove }: MinimapStripProps) {
  const [fault, setFault] = useState<{ error: unknown } | null>(null)
  const host = useRef<HTMLDivElement>(null)
  const minimap = useRef<Minimap | null>(null)
  const latest = useRef({ onMinimap, onMove })
  useLayoutEffect(() => {
    latest.current = { onMinimap, onMove }
  })
  useLayoutEffect(() => {
    if (!host.current) return
    const made = new Minimap({
      host: host.current,
      guard: faultGuard((error) => setFault({ error })),
      onMove: (window) => latest.current.onMove(window),
    })
    minimap.current = made
    latest.current.onMinimap(made)
    return () => {
      minimap.current = null
      latest.current.onMinimap(null)
      made.close()
    }
  }, [])
  const scheme = useComputedColorScheme()
  useEffect(() => minimap.current?.redraw(), [scheme])
  if (fault) throw fault.error
  return <div ref={host} className={classes.strip} aria-hidden />
}
