/**
 * Everything that lives as long as the timeline is mounted, and its wiring: the controller, what lies over it, and the
 * gestures. Knows React's values of the last render through `shown`; only `shown().actions` changes the document.
 */
import { t } from '../i18n/index.ts'
import { changeAddress, readAddress } from '../view/address.ts'
import { datesInWords } from '../words/dates-in-words.ts'
import { ClaimMarks } from './draw/claim-marks.ts'
import { tooltipLines } from './draw/event-words.ts'
import type { Minimap } from './draw/minimap.ts'
import { faultGuard } from '../ui/fault-guard.ts'
import { followClicks } from './gestures/clicks.ts'
import { type Drop, ItemDrag } from './gestures/item-drag.ts'
import { followKeyboard, type Shown, ZOOM_STEP } from './gestures/keyboard.ts'
import { Tooltip } from './gestures/tooltip.ts'
import { followWheel } from './gestures/wheel.ts'
import type { TimelineModel } from './layout/timeline-model.ts'
import type { TimeWindow } from './axis/time-window.ts'
import { TimelineController } from './controller/timeline-controller.ts'
import { timelineWords } from './timeline-words.ts'
import { dayOf, windowOf } from './viewport/time-address.ts'

interface PartsOptions {
  isEditable: boolean
  layer: HTMLElement
  canvas: HTMLElement
  minimap: () => Minimap | null
  shown: () => Shown
  onUndated: (laneId: string, button: HTMLElement) => void
  onFault: (error: unknown) => void
}

export type TimelineParts = ReturnType<typeof createParts>

export function createParts({ isEditable, layer, canvas, minimap, shown, onUndated, onFault }: PartsOptions) {
  const guard = faultGuard(onFault)
  const asOf = () => shown().model.asOf
  /** What we wrote into the address ourselves, so that its change does not move the window. */
  let written = readAddress()
  const controller: TimelineController = new TimelineController(canvas, {
    words: timelineWords(asOf),
    onWindow: (window, settled) => {
      minimap()?.setWindow(window)
      claimMarks.place()
      if (!settled) return
      written = { from: dayOf(window.fromMs), to: dayOf(window.toMs) }
      changeAddress(written)
    },
    onDrawn: () => claimMarks.place(),
    onUndated,
    onFault,
  })
  const { viewport } = controller
  const claimMarks = new ClaimMarks(controller, (date) =>
    t('timeline.claimed', { date: datesInWords({ date }, asOf()) }),
  )
  const tooltip = new Tooltip({
    controller,
    layer,
    guard,
    lines: (event) => tooltipLines(event, laneName(shown().model, event.lane), asOf()),
  })
  const drag = isEditable
    ? new ItemDrag({
        controller,
        layer,
        guard,
        words: (drop, movable) => (movable ? dropInWords(drop, shown().model) : t('timeline.cannotMove')),
        isSelected: (id) => id === shown().selectedId,
        onDrop: ({ event, dates, fromTrack, toTrack }) =>
          shown().actions?.change(event, { dates, track: { from: fromTrack, to: toTrack } }),
      })
    : null

  const activate = (id: string | undefined, isRevealed: boolean) => {
    controller.setActive(id)
    if (id === undefined) return tooltip.hide()
    if (!isRevealed) return
    controller.reveal(id)
    // After vis has drawn what was revealed.
    requestAnimationFrame(guard(() => tooltip.show(id)))
  }
  const stopClicks = followClicks({
    controller,
    layer,
    guard,
    isTaken: () => drag?.takeClick() ?? false,
    onOpen: (id) => {
      tooltip.hide()
      activate(id, false)
      shown().select(id)
    },
    onEmpty: (lane, ms) => {
      const { model, actions } = shown()
      const found = model.lanes[lane]
      if (found) actions?.add(found.id, ms, 1 / viewport.pxPerMs)
    },
  })
  const stopKeys = followKeyboard({ controller, shown, activate, hideTooltip: () => tooltip.hide(), guard })
  const stopWheel = followWheel(canvas, controller, guard)

  const asked = windowOf(readAddress())
  if (asked) viewport.show(asked, { animate: false })

  return {
    controller,
    claimMarks,
    setModel(model: TimelineModel): void {
      controller.setModel(model)
      minimap()?.setModel(model, viewport.whole.window)
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
      minimap()?.setModel(controller.model, viewport.whole.window)
      minimap()?.setWindow(viewport.window)
    },
    moveTo: guard((window: TimeWindow) => viewport.show(window, { animate: false })),
    zoom: guard((direction: number) => viewport.zoom(ZOOM_STEP ** direction, { animate: true })),
    fit: guard(() => viewport.fit({ animate: true })),
    followAddress(address: { from?: string; to?: string }): void {
      if (address.from === written.from && address.to === written.to) return
      const window = windowOf(address)
      if (window) viewport.show(window, { animate: false })
    },
    close(): void {
      stopWheel()
      stopKeys()
      stopClicks()
      drag?.close()
      tooltip.close()
      claimMarks.close()
      controller.close()
    },
  }
}

function laneName({ lanes }: TimelineModel, lane: number): string {
  return lanes[lane]?.track?.name || t('list.noTrack')
}

/** What a drag would do to an event that can be moved. */
function dropInWords({ event, dates, fromTrack, toTrack }: Drop, { asOf, lanes }: TimelineModel): string {
  const date = datesInWords(dates ?? event.event, asOf)
  if (fromTrack !== toTrack) {
    const to = lanes.find((lane) => lane.id === toTrack)
    return `${date} · ${to?.track?.name ?? t('list.noTrack')}`
  }
  return dates ? date : t('timeline.unchanged', { date })
}
