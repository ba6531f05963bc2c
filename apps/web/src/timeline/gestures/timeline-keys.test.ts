import { expect, test } from 'vitest'
import { keyAction, neighbour } from './timeline-keys.ts'

const plain = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }

test('keys with Ctrl or ⌘ are left to the page and the browser', () => {
  expect(keyAction({ ...plain, key: 'ArrowLeft', metaKey: true })).toBeNull()
  expect(keyAction({ ...plain, key: 'f', ctrlKey: true })).toBeNull()
})

test('Alt moves the event in time, Alt and Shift to another track', () => {
  expect(keyAction({ ...plain, key: 'ArrowRight', altKey: true })).toEqual({ kind: 'move', direction: 1 })
  expect(keyAction({ ...plain, key: 'ArrowUp', altKey: true, shiftKey: true })).toEqual({
    kind: 'retrack',
    direction: -1,
  })
  expect(keyAction({ ...plain, key: 'ArrowUp', altKey: true })).toBeNull()
})

const events = [
  { id: 'b', lane: 0, anchorMs: 20 },
  { id: 'd', lane: 0, anchorMs: 40 },
  { id: 'a', lane: 2, anchorMs: 10 },
  { id: 'c', lane: 2, anchorMs: 33 },
]

test('left and right go through time over all lanes and stop at the ends', () => {
  const walk = (id: string, direction: 1 | -1) => neighbour(events, id, { kind: 'step', direction }, 0)?.id
  expect(walk('a', 1)).toBe('b')
  expect(walk('b', 1)).toBe('c')
  expect(walk('a', -1)).toBeUndefined()
  expect(walk('d', 1)).toBeUndefined()
})

test('up and down go to the nearest in time of the next lane that has events', () => {
  expect(neighbour(events, 'd', { kind: 'lane', direction: 1 }, 0)?.id).toBe('c')
  expect(neighbour(events, 'a', { kind: 'lane', direction: -1 }, 0)?.id).toBe('b')
  expect(neighbour(events, 'b', { kind: 'lane', direction: -1 }, 0)).toBeUndefined()
})

test('without a current event an arrow leads to the middle of the window', () => {
  expect(neighbour(events, undefined, { kind: 'step', direction: 1 }, 31)?.id).toBe('c')
  expect(neighbour(events, 'removed', { kind: 'first' }, 31)?.id).toBe('a')
})
