import type { Layout, Placement } from './placement.ts'

export const MAX_SHOWN = 250
/** How much of the window is laid ready on either side of it. */
export const OVERSCAN = 0.35

/** The placed events that a window needs, with overscan: at most MAX_SHOWN, the pinned and important first. */
export function shownIn(
  layout: Layout,
  window: { fromMs: number; toMs: number },
  pinned: ReadonlySet<string> = new Set(),
): Placement[] {
  const margin = (window.toMs - window.fromMs) * OVERSCAN
  const from = window.fromMs - margin
  const to = window.toMs + margin
  const shown: Placement[] = []
  for (const placement of layout.placements.values()) {
    if ((placement.toMs >= from && placement.fromMs <= to) || pinned.has(placement.id)) shown.push(placement)
  }
  if (shown.length <= MAX_SHOWN) return shown
  shown.sort((a, b) => Number(pinned.has(b.id)) - Number(pinned.has(a.id)) || b.importance - a.importance)
  return shown.slice(0, MAX_SHOWN)
}
