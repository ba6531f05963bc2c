/** Keys of the timeline: what is pressed becomes an action. Pure. */

export type KeyAction =
  | { kind: 'step'; direction: 1 | -1 }
  | { kind: 'lane'; direction: 1 | -1 }
  | { kind: 'first' }
  | { kind: 'last' }
  | { kind: 'open' }
  | { kind: 'zoom'; direction: 1 | -1 }
  | { kind: 'pan'; direction: 1 | -1 }
  | { kind: 'fit' }
  | { kind: 'move'; direction: 1 | -1 }
  | { kind: 'retrack'; direction: 1 | -1 }
  | { kind: 'trash' }

interface Pressed {
  key: string
  altKey: boolean
  ctrlKey: boolean
  metaKey: boolean
  shiftKey: boolean
}

export function keyAction({ key, altKey, ctrlKey, metaKey, shiftKey }: Pressed): KeyAction | null {
  if (ctrlKey || metaKey) return null
  const sideways = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
  const upDown = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0
  if (altKey) {
    if (sideways !== 0 && !shiftKey) return { kind: 'move', direction: sideways }
    return upDown !== 0 && shiftKey ? { kind: 'retrack', direction: upDown } : null
  }
  if (sideways !== 0) return { kind: shiftKey ? 'pan' : 'step', direction: sideways }
  if (upDown !== 0) return { kind: 'lane', direction: upDown }
  switch (key) {
    case 'Home':
      return { kind: 'first' }
    case 'End':
      return { kind: 'last' }
    case 'Enter':
    case ' ':
      return { kind: 'open' }
    case '+':
    case '=':
      return { kind: 'zoom', direction: 1 }
    case '-':
    case '_':
      return { kind: 'zoom', direction: -1 }
    case 'f':
    case 'F':
      return { kind: 'fit' }
    case 'Delete':
    case 'Backspace':
      return { kind: 'trash' }
    default:
      return null
  }
}

/** Whether the key is only for people who may write. */
export function changesSomething({ kind }: KeyAction): boolean {
  return kind === 'move' || kind === 'retrack' || kind === 'trash'
}

interface Placed {
  id: string
  lane: number
  anchorMs: number
}

/**
 * The event that an arrow leads to: `step` goes through time over all lanes, `lane` to the nearest in time of the next
 * lane that has events. Without a current event both lead to the one nearest to `centreMs`. Undefined where there is none.
 */
export function neighbour(
  events: readonly Placed[],
  currentId: string | undefined,
  move: { kind: 'step' | 'lane'; direction: 1 | -1 } | { kind: 'first' } | { kind: 'last' },
  centreMs: number,
): Placed | undefined {
  const byTime = [...events].sort((a, b) => a.anchorMs - b.anchorMs || a.lane - b.lane || (a.id < b.id ? -1 : 1))
  if (move.kind === 'first') return byTime[0]
  if (move.kind === 'last') return byTime.at(-1)
  const at = byTime.findIndex((event) => event.id === currentId)
  const current = byTime[at]
  if (!current) return nearest(byTime, centreMs)
  if (move.kind === 'step') return byTime[at + move.direction]
  const lanes = [...new Set(events.map((event) => event.lane))].sort((a, b) => a - b)
  const lane = lanes[lanes.indexOf(current.lane) + move.direction]
  return nearest(
    byTime.filter((event) => event.lane === lane),
    current.anchorMs,
  )
}

function nearest(events: readonly Placed[], ms: number): Placed | undefined {
  let best: Placed | undefined
  for (const event of events) {
    if (!best || Math.abs(event.anchorMs - ms) < Math.abs(best.anchorMs - ms)) best = event
  }
  return best
}
