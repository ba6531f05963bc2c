import 'vis-timeline/styles/vis-timeline-graph2d.min.css'
import './timeline.css'
import { formatEdtf } from '@coeval/chronology/edtf'
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { currentLanguage, t } from '../i18n/index.ts'
import { kindInWords } from '../kinds/kind-in-words.ts'
import { useLiveEvents, useTracks } from '../session/session-context.tsx'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import { axisFormat } from './axis-format.ts'
import { forgetWidths, labelWidth } from './label-width.ts'
import { TimelineController } from './timeline-controller.ts'
import { projectTimeline, type TimelineEvent } from './timeline-items.ts'
import classes from './timeline.module.css'

export function TimelineView() {
  const events = useLiveEvents()
  const tracks = useTracks()
  const { hiddenTracks, selectedId } = useWorkspace()
  const [fonts, setFonts] = useState(0)
  const container = useRef<HTMLDivElement>(null)
  const controller = useRef<TimelineController | null>(null)
  const model = useMemo(
    // `fonts`: widths are measured again once the font has come.
    () => projectTimeline({ events, tracks, hiddenTracks, nowMs: Date.now(), labelPx: labelWidth }),
    // oxlint-disable-next-line react/exhaustive-deps
    [events, tracks, hiddenTracks, fonts],
  )
  useEffect(() => {
    void document.fonts.ready.then(() => {
      forgetWidths()
      setFonts((count) => count + 1)
    })
  }, [])
  useLayoutEffect(() => {
    if (!container.current) return
    const made = new TimelineController(container.current, {
      axis: axisFormat(currentLanguage(), (year) => t('timeline.bce', { year: String(year) })),
      words: {
        events: t('timeline.events'),
        title: titleOf,
        spoken: (event, lane) => [titleOf(event), dateInWords(event), kindInWords(event.event.kind), lane].join('. '),
        noTrack: t('list.noTrack'),
        undated: (count) => t('timeline.undated', { count }),
        more: (count, lane) => t('timeline.more', { count, lane }),
        moreLabel: t('timeline.moreLabel'),
        today: t('timeline.today'),
      },
      onWindow: () => {},
      onUndated: () => {},
    })
    controller.current = made
    return () => {
      controller.current = null
      made.close()
    }
  }, [])
  useLayoutEffect(() => controller.current?.setModel(model), [model])
  useLayoutEffect(() => controller.current?.setSelected(selectedId), [selectedId])
  return (
    <div className={classes.timeline}>
      <div ref={container} className={`tl ${classes.canvas}`} />
    </div>
  )
}

function titleOf({ event }: TimelineEvent): string {
  return event.title || t('workspace.untitledEvent')
}

function dateInWords({ event }: TimelineEvent): string {
  const words = event.date ? formatEdtf(event.date, currentLanguage()) : t('list.undated')
  return event.endDate ? `${words} – ${formatEdtf(event.endDate, currentLanguage())}` : words
}

export default TimelineView
