import { useEffect, useMemo, useState } from 'react'
import { useTracks } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { useShownEvents } from '../view/use-shown-events.ts'
import { forgetWidths, labelFont, labelWidth } from './draw/label-width.ts'
import { projectTimeline } from './layout/project-timeline.ts'
import type { TimelineModel } from './layout/timeline-model.ts'

/** The chronology as the timeline sees it. `fonts` counts how often labels have been measured again. */
export function useTimelineModel(hiddenTracks: ReadonlySet<string>): { model: TimelineModel; fonts: number } {
  const events = useShownEvents()
  const tracks = useTracks()
  const asOf = useAsOf()
  const [fonts, setFonts] = useState(0)
  useEffect(() => {
    let gone = false
    void labelFont().then(() => {
      if (gone) return
      forgetWidths()
      setFonts((count) => count + 1)
    })
    return () => {
      gone = true
    }
  }, [])
  const model = useMemo(
    () => projectTimeline({ events, tracks, hiddenTracks, nowMs: Date.now(), asOf, labelPx: labelWidth }),
    // `fonts`: widths are measured again once the font has come.
    // oxlint-disable-next-line react/exhaustive-deps
    [events, tracks, hiddenTracks, asOf, fonts],
  )
  return { model, fonts }
}
