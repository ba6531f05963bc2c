import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import { t } from '../i18n/index.ts'
import { useMayWrite } from '../session/session-context.tsx'
import { useAddress } from '../view/address.ts'
import { useWorkspace } from '../view/workspace-context.tsx'
import { BeyondMarks } from './beyond-marks.tsx'
import type { Minimap } from './draw/minimap.ts'
import { MinimapStrip } from './draw/minimap-strip.tsx'
import { type TimelineActions, useTimelineActions } from './gestures/use-timeline-actions.ts'
import { createParts, type TimelineParts } from './timeline-parts.ts'
import { TimelineTools } from './timeline-tools.tsx'
import classes from './timeline-view.module.css'
import { UndatedList } from './undated-list.tsx'
import { useClaimedDates } from './use-claimed-dates.ts'
import { useTimelineModel } from './use-timeline-model.ts'
import { useVisitors } from './use-visitors.ts'

/** The timeline of the open chronology: lanes by track, the window in the address, gestures and keys. */
export default function TimelineView() {
  return useMayWrite() ? <WritingTimeline /> : <Timeline actions={null} />
}

function WritingTimeline() {
  return <Timeline actions={useTimelineActions()} />
}

/** Without actions it is there to be read: it moves, and nothing on it does. That stays so while it is mounted. */
function Timeline({ actions }: { actions: TimelineActions | null }) {
  const { hiddenTracks, selectedId, select } = useWorkspace()
  const { model, fonts } = useTimelineModel(hiddenTracks)
  const [fault, setFault] = useState<{ error: unknown } | null>(null)
  const [undated, setUndated] = useState<{ laneId: string; topPx: number } | null>(null)
  const layer = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const minimap = useRef<Minimap | null>(null)
  const parts = useRef<TimelineParts | null>(null)
  // What the long-lived parts call: always of the last render.
  const latest = useRef({ model, actions, select, selectedId })
  useLayoutEffect(() => {
    latest.current = { model, actions, select, selectedId }
  })

  useLayoutEffect(() => {
    if (!canvas.current || !layer.current) return
    const made = createParts({
      isEditable: latest.current.actions !== null,
      layer: layer.current,
      canvas: canvas.current,
      minimap: () => minimap.current,
      shown: () => latest.current,
      onFault: (error) => setFault({ error }),
      onUndated: (laneId, button) => {
        const top = button.getBoundingClientRect().bottom - (layer.current?.getBoundingClientRect().top ?? 0)
        setUndated({ laneId, topPx: top })
      },
    })
    parts.current = made
    return () => {
      parts.current = null
      made.close()
    }
  }, [])

  const visitors = useVisitors()
  const claimedDates = useClaimedDates(selectedId)
  useLayoutEffect(() => parts.current?.setModel(model), [model])
  useLayoutEffect(() => parts.current?.controller.viewport.fitAgain(), [fonts])
  useLayoutEffect(() => parts.current?.setSelected(selectedId), [selectedId, model])
  useLayoutEffect(() => parts.current?.controller.setVisitors(visitors))
  useLayoutEffect(() => parts.current?.claimMarks.set(selectedId, claimedDates))
  const { from, to } = useAddress()
  useEffect(() => parts.current?.followAddress({ from, to }), [from, to])

  // A boundary catches only what is thrown while React renders.
  if (fault) throw fault.error

  const closeUndated = useCallback(() => setUndated(null), [])
  const shelf = undated && model.lanes.find((lane) => lane.id === undated.laneId)
  return (
    <div ref={layer} className={classes.timeline} data-viewing={actions === null || undefined}>
      <div ref={canvas} className={`tl ${classes.canvas}`} />
      <TimelineTools
        strip={
          <PartBoundary part="minimap" isInline>
            <MinimapStrip
              onMinimap={(made) => {
                minimap.current = made
                if (made) parts.current?.showMinimap()
              }}
              onMove={(window) => parts.current?.moveTo(window)}
            />
          </PartBoundary>
        }
        onZoom={(direction) => parts.current?.zoom(direction)}
        onFit={() => parts.current?.fit()}
      />
      <BeyondMarks beyond={model.beyond} asOf={model.asOf} onOpen={select} />
      {shelf && shelf.undated.length > 0 && (
        <UndatedList
          label={t('timeline.undatedIn', { lane: shelf.track?.name ?? t('list.noTrack') })}
          events={shelf.undated}
          topPx={undated.topPx}
          onClose={closeUndated}
          onOpen={(eventId) => {
            setUndated(null)
            select(eventId)
          }}
        />
      )}
    </div>
  )
}
