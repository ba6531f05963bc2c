/** What vis is given to draw: an item for each placed event and each era. Projections of the model, never read back. */
import { toVisMs } from '../axis/axis-reach.ts'
import { laneTopPx } from '../layout/lane-size.ts'
import type { Placement } from '../layout/placement.ts'
import type { Era, TimelineEvent, TimelineModel } from '../layout/timeline-model.ts'
import { BACKGROUND_ID } from '../vis/internals.ts'
import { itemClasses } from './event-element.ts'

export interface VisItem {
  id: string
  /** Missing of an era. */
  eventId?: string
  group?: string
  start: Date
  end: Date
  type: 'range' | 'background'
  className: string
  align?: 'left' | 'auto'
  content: string
  /** Another one means that vis has to draw it again. */
  signature: string
}

/** vis keeps its items in plain objects, in which "constructor" is there already. */
export function itemId(eventId: string): string {
  return `event:${eventId}`
}

/** Undefined for the item of an era. */
export function eventIdOf(id: string): string | undefined {
  return id.startsWith(BACKGROUND_ID) ? undefined : id.slice(itemId('').length)
}

/** vis takes '' for no group. */
export function groupId(laneId: string): string {
  return `lane:${laneId}`
}

/** `unit`: by what vis' times are divided. */
export function eventItem(event: TimelineEvent, placement: Placement, model: TimelineModel, unit: number): VisItem {
  const lane = model.lanes[event.lane]
  const isMark = placement.shape === 'mark'
  const className = itemClasses(event, placement)
  const startMs = isMark ? event.anchorMs : event.startMs
  const endMs = isMark ? event.anchorMs : event.endMs
  const { title, kind, date, endDate, layer } = event.event
  return {
    id: itemId(event.id),
    eventId: event.id,
    group: groupId(lane?.id ?? ''),
    ...visSpan(startMs, endMs, unit),
    type: 'range',
    className,
    align: placement.shape === 'bar' || placement.shape === 'wide' ? 'auto' : 'left',
    content: '',
    signature: signatureOf([
      unit,
      lane?.id,
      startMs,
      endMs,
      className,
      placement.row,
      placement.labelPx,
      title,
      kind,
      date,
      endDate,
      layer,
      model.asOf,
      lane?.track?.colour,
      lane?.track?.name,
      laneTopPx(event.lane, model.eras.length > 0),
    ]),
  }
}

/** `unit`: by what vis' times are divided. */
export function eraItem({ id, title, mark }: Era, unit: number): VisItem {
  return {
    id: eraItemId(id),
    ...visSpan(mark.startMs, mark.endMs, unit),
    type: 'background',
    className: 'tl-era',
    content: '',
    signature: signatureOf([unit, mark.startMs, mark.endMs, title]),
  }
}

export function eraItemId(eraId: string): string {
  return `${BACKGROUND_ID}${eraId}`
}

function signatureOf(parts: readonly unknown[]): string {
  return parts.join('\u0000')
}

/** In vis' times, clamped to what those can be, and never without length. */
function visSpan(startMs: number, endMs: number, unit: number): { start: Date; end: Date } {
  const start = toVisMs(startMs, unit)
  return { start: new Date(start), end: new Date(Math.max(toVisMs(endMs, unit), start + 1)) }
}
