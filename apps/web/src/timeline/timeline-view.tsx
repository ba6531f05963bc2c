import 'vis-timeline/styles/vis-timeline-graph2d.min.css'
import './timeline.css'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import { datesInWords } from '../words/dates-in-words.ts'
import { currentLanguage, t } from '../i18n/index.ts'
import { initials } from '../person/avatar.tsx'
import { isContested } from '../claims/dispute-type.ts'
import { useEntries, useMayWrite, usePeople, useTracks } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { changeAddress, readAddress, useAddress } from '../view/address.ts'
import { useShownEvents } from '../view/use-shown-events.ts'
import { useWorkspace } from '../view/workspace-context.tsx'
import { axisFormat } from './axis-format.ts'
import { BeyondMarks } from './beyond-marks.tsx'
import type { Visitor } from './event-element.ts'
import { spokenEvent, titleOf, tooltipLines } from './event-words.ts'
import { faultGuard } from './fault-guard.ts'
import { ItemDrag } from './item-drag.ts'
import { forgetWidths, labelFont, labelWidth } from './label-width.ts'
import { MinimapStrip } from './minimap-strip.tsx'
import type { Minimap } from './minimap.ts'
import { Readings } from './claim-marks.ts'
import { dayOf, windowOf } from './time-address.ts'
import { TimelineController, type TimeWindow } from './timeline-controller.ts'
import { changesSomething, keyAction, neighbour } from './timeline-keys.ts'
import { projectTimeline } from './timeline-items.ts'
import { TimelineTools } from './timeline-tools.tsx'
import { Tooltip } from './tooltip.ts'
import { UndatedList } from './undated-list.tsx'
import { type TimelineActions, useTimelineActions } from './use-timeline-actions.ts'
import classes from './timeline.module.css'
import { followWheel } from './wheel.ts'
import { yearWords } from '../words/year-words.ts'

const ZOOM_STEP = 1.5
const PAN_STEP = 0.2

/** The timeline of the open chronology: lanes by track, the window in the address, gestures and keys. */
export function TimelineView() {
  return useMayWrite() ? <WritingTimeline /> : <Timeline actions={null} />
}

function WritingTimeline() {
  return <Timeline actions={useTimelineActions()} />
}

/** Without actions it is there to be read: it moves, and nothing on it does. That stays so while it is mounted. */
function Timeline({ actions }: { actions: TimelineActions | null }) {
  const { hiddenTracks, selectedId, select } = useWorkspace()
  const { model, fonts } = useModel(hiddenTracks)
  const [fault, setFault] = useState<{ error: unknown } | null>(null)
  const [undated, setUndated] = useState<{ laneId: string; topPx: number } | null>(null)
  const layer = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLDivElement>(null)
  const minimap = useRef<Minimap | null>(null)
  const parts = useRef<Parts | null>(null)
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
      latest: () => latest.current,
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

  useLayoutEffect(() => parts.current?.setModel(model), [model])
  useLayoutEffect(() => parts.current?.controller.fitAgain(), [fonts])
  useLayoutEffect(() => parts.current?.setSelected(selectedId), [selectedId, model])
  useVisitors((visitors) => parts.current?.controller.setVisitors(visitors))
  useReadings(selectedId, (readings) => parts.current?.readings.set(selectedId, readings))
  const { from, to } = useAddress()
  useEffect(() => parts.current?.followAddress({ from, to }), [from, to])

  // A boundary hears only of what is thrown while React draws.
  if (fault) throw fault.error

  const closeUndated = useCallback(() => setUndated(null), [])
  const shelf = undated && model.lanes.find((lane) => lane.id === undated.laneId)
  return (
    <div ref={layer} className={classes.timeline} data-reading={actions === null || undefined}>
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

function useModel(hiddenTracks: ReadonlySet<string>) {
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

/** Who has which event open, me not among them. */
function useVisitors(show: (visitors: ReadonlyMap<string, Visitor>) => void) {
  const people = usePeople()
  const visitors = useMemo(() => {
    const byEvent = new Map<string, Visitor>()
    for (const { isMe, user, where } of people) {
      if (isMe || !where.eventId) continue
      const before = byEvent.get(where.eventId)
      const name = before ? `${before.name}, ${user.name}` : user.name
      const tag = before ? `${before.initials}+` : initials(user.name)
      byEvent.set(where.eventId, { name, initials: tag.slice(0, 4), colour: before?.colour ?? user.colour })
    }
    return byEvent
  }, [people])
  useLayoutEffect(() => show(visitors))
}

/** The competing dates of the selected event: what belongs to a gap or a caution competes with nothing. */
function useReadings(selectedId: string | undefined, show: (dates: readonly string[]) => void) {
  const claims = useEntries('claims')
  const disputes = useEntries('disputes')
  const dates = useMemo(
    () =>
      selectedId === undefined
        ? []
        : [...claims.values()]
            .filter(({ about }) => about.type === 'event' && about.id === selectedId && about.field === 'date')
            .filter(({ dispute = '' }) => isContested(disputes.get(dispute)))
            .map(({ value }) => value),
    [claims, disputes, selectedId],
  )
  useLayoutEffect(() => show(dates))
}

interface Latest {
  model: ReturnType<typeof projectTimeline>
  actions: TimelineActions | null
  select: (eventId: string | undefined) => void
  selectedId: string | undefined
}

interface PartsOptions {
  isEditable: boolean
  layer: HTMLElement
  canvas: HTMLElement
  minimap: () => Minimap | null
  latest: () => Latest
  onUndated: (laneId: string, button: HTMLElement) => void
  onFault: (error: unknown) => void
}

type Parts = ReturnType<typeof createParts>

/** Everything that lives as long as the timeline is mounted, and its wiring. */
function createParts({ isEditable, layer, canvas, minimap, latest, onUndated, onFault }: PartsOptions) {
  const guard = faultGuard(onFault)
  const laneName = (lane: number) => latest().model.lanes[lane]?.track?.name || t('list.noTrack')
  /** What we wrote into the address ourselves, so that its change does not move the window. */
  let written = readAddress()
  const axis = axisFormat(currentLanguage(), (year) =>
    t('timeline.bce', { year: year > 9999 ? year.toLocaleString(currentLanguage()) : String(year) }),
  )
  const controller: TimelineController = new TimelineController(canvas, {
    axis,
    longAxis: {
      ...yearWords(currentLanguage(), {
        bce: (year) => t('timeline.bce', { year }),
        ce: (year) => t('timeline.ce', { year }),
        million: (number) => t('timeline.millionYears', { number }),
        billion: (number) => t('timeline.billionYears', { number }),
        eras: {
          one: { bce: t('timeline.eraBce'), ce: t('timeline.eraCe') },
          thousand: { bce: t('timeline.thousandBce'), ce: t('timeline.thousandCe') },
          million: { bce: t('timeline.millionBce'), ce: t('timeline.millionCe') },
          billion: { bce: t('timeline.billionBce'), ce: t('timeline.billionCe') },
        },
      }),
      format: axis,
      labelPx: labelWidth,
    },
    words: {
      events: t('timeline.events'),
      title: titleOf,
      spoken: (event, lane) => spokenEvent(event, lane, latest().model.asOf),
      noTrack: t('list.noTrack'),
      undated: (count) => t('timeline.undated', { count }),
      more: (count, lane, { fromMs, toMs }) =>
        t('timeline.more', { count, lane, from: dayOf(fromMs), to: dayOf(toMs) }),
      moreLabel: t('timeline.moreLabel'),
    },
    onWindow: (window, settled) => {
      minimap()?.setWindow(window)
      readings.place()
      if (!settled) return
      written = { from: dayOf(window.fromMs), to: dayOf(window.toMs) }
      changeAddress(written)
    },
    onDrawn: () => readings.place(),
    onUndated,
    onFault,
  })
  const readings = new Readings(controller, (date) =>
    t('timeline.claimed', { date: datesInWords({ date }, latest().model.asOf) }),
  )
  const tooltip = new Tooltip({
    controller,
    layer,
    guard,
    lines: (event) => tooltipLines(event, laneName(event.lane), latest().model.asOf),
  })
  const drag = isEditable
    ? new ItemDrag({
        controller,
        layer,
        guard,
        words: ({ event, dates, fromTrack, toTrack }, movable) => {
          if (!movable) return t('timeline.cannotMove')
          const date = datesInWords(dates ?? event.event, latest().model.asOf)
          if (fromTrack !== toTrack) {
            const to = latest().model.lanes.find((lane) => lane.id === toTrack)
            return `${date} · ${to?.track?.name ?? t('list.noTrack')}`
          }
          return dates ? date : t('timeline.unchanged', { date })
        },
        isSelected: (id) => id === latest().selectedId,
        onDrop: ({ event, dates, fromTrack, toTrack }) =>
          latest().actions?.change(event, { dates, track: { from: fromTrack, to: toTrack } }),
      })
    : null

  const activate = (id: string | undefined, byKey: boolean) => {
    controller.setActive(id)
    if (id === undefined) return tooltip.hide()
    if (!byKey) return
    controller.reveal(id)
    // After vis has drawn what was revealed.
    requestAnimationFrame(guard(() => tooltip.show(id)))
  }
  const onClick = guard((event: MouseEvent) => {
    if (drag?.takeClick()) return
    const id = (event.target as Element).closest<HTMLElement>('.tl-item')?.dataset.event
    if (!id) return
    tooltip.hide()
    activate(id, false)
    latest().select(id)
  })
  const onDoubleClick = guard((event: MouseEvent) => {
    const target = event.target as Element
    if (target.closest('.tl-item, button') || !controller.list.contains(target)) return
    const lane = latest().model.lanes[controller.laneAt(event.clientY)]
    if (lane) latest().actions?.add(lane.id, controller.timeAt(event.clientX), 1 / controller.pxPerMs)
  })
  const onKeyDown = guard((event: KeyboardEvent) => {
    const action = keyAction(event)
    if (!action || event.target !== controller.list) return
    const { model, actions, select, selectedId } = latest()
    if (!actions && changesSomething(action)) return
    const active = controller.activeId === undefined ? undefined : controller.eventById(controller.activeId)
    const { fromMs, toMs } = controller.window
    event.preventDefault()
    switch (action.kind) {
      case 'step':
      case 'lane':
      case 'first':
      case 'last': {
        const next = neighbour(model.events, active?.id ?? selectedId, action, (fromMs + toMs) / 2)
        if (next) activate(next.id, true)
        break
      }
      case 'open':
        if (active) select(active.id)
        break
      case 'zoom':
        controller.zoom(ZOOM_STEP ** action.direction, { aroundMs: active?.anchorMs, animate: true })
        tooltip.hide()
        break
      case 'pan':
        controller.pan(PAN_STEP * action.direction, { animate: true })
        tooltip.hide()
        break
      case 'fit':
        controller.fit({ animate: true })
        tooltip.hide()
        break
      case 'move':
        if (active) actions?.step(active, action.direction)
        break
      case 'retrack':
        if (active) actions?.retrack(model, active, action.direction)
        break
      case 'trash':
        if (active) {
          const next =
            neighbour(model.events, active.id, { kind: 'step', direction: 1 }, active.anchorMs) ??
            neighbour(model.events, active.id, { kind: 'step', direction: -1 }, active.anchorMs)
          actions?.trash(active)
          if (selectedId === active.id) select(undefined)
          activate(next?.id, false)
        }
        break
    }
  })
  const onFocus = guard(() => {
    const { model, selectedId } = latest()
    if (controller.activeId !== undefined && controller.eventById(controller.activeId)) return
    const { fromMs, toMs } = controller.window
    const start = selectedId !== undefined && controller.eventById(selectedId)
    const first = start || neighbour(model.events, undefined, { kind: 'step', direction: 1 }, (fromMs + toMs) / 2)
    controller.setActive(first?.id)
  })
  const onBlur = () => tooltip.hide()
  layer.addEventListener('click', onClick)
  layer.addEventListener('dblclick', onDoubleClick)
  controller.list.addEventListener('keydown', onKeyDown)
  controller.list.addEventListener('focus', onFocus)
  controller.list.addEventListener('blur', onBlur)
  const stopWheel = followWheel(canvas, controller, guard)

  const asked = windowOf(readAddress())
  if (asked) controller.setWindow(asked, { animate: false })

  return {
    controller,
    readings,
    setModel(model: Latest['model']): void {
      controller.setModel(model)
      minimap()?.setModel(model, controller.wholeWindow())
      // A colleague may have removed the event that the keys were on.
      if (controller.activeId !== undefined && !controller.eventById(controller.activeId))
        controller.setActive(undefined)
    },
    setSelected(id: string | undefined): void {
      const before = controller.selectedId
      controller.setSelected(id)
      if (id !== undefined && id !== before) {
        controller.setActive(id)
        controller.reveal(id)
      }
    },
    showMinimap(): void {
      minimap()?.setModel(controller.model, controller.wholeWindow())
      minimap()?.setWindow(controller.window)
    },
    moveTo: guard((window: TimeWindow) => controller.setWindow(window, { animate: false })),
    zoom: guard((direction: number) => controller.zoom(ZOOM_STEP ** direction, { animate: true })),
    fit: guard(() => controller.fit({ animate: true })),
    followAddress(address: { from?: string; to?: string }): void {
      if (address.from === written.from && address.to === written.to) return
      const window = windowOf(address)
      if (window) controller.setWindow(window, { animate: false })
    },
    close(): void {
      stopWheel()
      layer.removeEventListener('click', onClick)
      layer.removeEventListener('dblclick', onDoubleClick)
      drag?.close()
      tooltip.close()
      readings.close()
      controller.close()
    },
  }
}

export default TimelineView
