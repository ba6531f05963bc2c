/** The keyboard on the list of events: one tab stop, in which keys move the focus, the window and, for writers, events. */
import type { FaultGuard } from '../../ui/fault-guard.ts'
import type { TimelineEvent, TimelineModel } from '../layout/timeline-model.ts'
import type { TimelineController } from '../controller/timeline-controller.ts'
import { changesSomething, type KeyAction, keyAction, neighbour } from './timeline-keys.ts'
import type { TimelineActions } from './use-timeline-actions.ts'

export const ZOOM_STEP = 1.5
const PAN_STEP = 0.2
const NEXT: KeyAction & { kind: 'step' } = { kind: 'step', direction: 1 }
const PREVIOUS: KeyAction & { kind: 'step' } = { kind: 'step', direction: -1 }

/** What the page shows and allows now. */
export interface Shown {
  model: TimelineModel
  /** Null for readers. */
  actions: TimelineActions | null
  selectedId: string | undefined
  select: (eventId: string | undefined) => void
}

interface KeyboardOptions {
  controller: TimelineController
  shown: () => Shown
  /** Moves the focus; with `isRevealed`, to where it can be seen. */
  activate: (eventId: string | undefined, isRevealed: boolean) => void
  hideTooltip: () => void
  guard: FaultGuard
}

/** Follows the keys until the returned function is called. */
export function followKeyboard(options: KeyboardOptions): () => void {
  const { controller, shown, hideTooltip, guard } = options
  const { list, viewport } = controller
  const listening = new AbortController()
  const { signal } = listening
  const onKeyDown = guard((event: KeyboardEvent) => {
    const action = keyAction(event)
    if (!action || event.target !== list) return
    if (!shown().actions && changesSomething(action)) return
    event.preventDefault()
    perform(action, options)
  })
  const onFocus = guard(() => {
    const { model, selectedId } = shown()
    if (controller.activeId !== undefined && controller.eventById(controller.activeId)) return
    const start = selectedId !== undefined && controller.eventById(selectedId)
    const first = start || neighbour(model.events, undefined, NEXT, middleOf(viewport.window))
    controller.setActive(first?.id)
  })
  list.addEventListener('keydown', onKeyDown, { signal })
  list.addEventListener('focus', onFocus, { signal })
  list.addEventListener('blur', hideTooltip, { signal })
  return () => listening.abort()
}

function perform(action: KeyAction, { controller, shown, activate, hideTooltip }: KeyboardOptions): void {
  const { viewport } = controller
  const { model, actions, select, selectedId } = shown()
  const active = controller.activeId === undefined ? undefined : controller.eventById(controller.activeId)
  switch (action.kind) {
    case 'step':
    case 'lane':
    case 'first':
    case 'last': {
      const next = neighbour(model.events, active?.id ?? selectedId, action, middleOf(viewport.window))
      if (next) activate(next.id, true)
      break
    }
    case 'open':
      if (active) select(active.id)
      break
    case 'zoom':
      viewport.zoom(ZOOM_STEP ** action.direction, { aroundMs: active?.anchorMs, animate: true })
      hideTooltip()
      break
    case 'pan':
      viewport.pan(PAN_STEP * action.direction, { animate: true })
      hideTooltip()
      break
    case 'fit':
      viewport.fit({ animate: true })
      hideTooltip()
      break
    case 'move':
      if (active) actions?.step(active, action.direction)
      break
    case 'retrack':
      if (active) actions?.retrack(model, active, action.direction)
      break
    case 'trash': {
      if (!active) break
      const next = besides(model, active)
      actions?.trash(active)
      if (selectedId === active.id) select(undefined)
      activate(next?.id, false)
    }
  }
}

/** The event that takes the focus where this one goes: the next in time, else the one before. */
function besides(model: TimelineModel, { id, anchorMs }: TimelineEvent) {
  return neighbour(model.events, id, NEXT, anchorMs) ?? neighbour(model.events, id, PREVIOUS, anchorMs)
}

function middleOf({ fromMs, toMs }: { fromMs: number; toMs: number }): number {
  return (fromMs + toMs) / 2
}
