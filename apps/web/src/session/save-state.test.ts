import { expect, test } from 'vitest'
import { SaveTracker } from './save-state.ts'

/** A tracker that is connected and has answered the server's state vector. */
function online(): SaveTracker {
  const tracker = new SaveTracker()
  tracker.opening()
  tracker.connection('online')
  tracker.sent('step2')
  tracker.acknowledged(1)
  return tracker
}

function change(tracker: SaveTracker, { newStep = true, send = true } = {}): void {
  if (newStep) tracker.stepBegan()
  tracker.changed()
  if (send) tracker.sent('update')
}

test('a change is saved when its own frame is acknowledged, not before', () => {
  const tracker = online()
  change(tracker)
  change(tracker)
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 2 })
  tracker.acknowledged(2)
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 1 })
  tracker.acknowledged(3)
  expect(tracker.state()).toEqual({ kind: 'saved' })
})

test('offline counts what a person did: one step of many keystrokes is one change', () => {
  const tracker = online()
  tracker.connection('offline')
  change(tracker, { send: false })
  change(tracker, { newStep: false, send: false })
  change(tracker, { send: false })
  expect(tracker.state()).toEqual({ kind: 'offline', changes: 2, keptHere: true })
})

test('after a reconnect only the answer to the state vector covers what was made offline', () => {
  const tracker = online()
  tracker.connection('offline')
  change(tracker, { send: false })
  tracker.opening()
  tracker.connection('online')
  change(tracker)
  tracker.acknowledged(1)
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 2 })
  tracker.sent('step2')
  tracker.acknowledged(2)
  expect(tracker.state()).toEqual({ kind: 'saved' })
})

test('an acknowledgement of a lost connection proves nothing for the next one', () => {
  const tracker = online()
  change(tracker)
  tracker.opening()
  tracker.acknowledged(1)
  expect(tracker.unsaved).toBe(1)
})

test('changes of an earlier visit stay unsaved until the server has them', () => {
  const tracker = new SaveTracker(3)
  expect(tracker.state()).toEqual({ kind: 'offline', changes: 3, keptHere: true })
  tracker.opening()
  tracker.connection('online')
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 3 })
  tracker.sent('step2')
  tracker.acknowledged(1)
  expect(tracker.state()).toEqual({ kind: 'saved' })
})

test('failing storage is said while it lasts, with the number of changes that wait', () => {
  const tracker = online()
  change(tracker)
  tracker.storage('the disk is full')
  expect(tracker.state()).toEqual({ kind: 'failing', changes: 1, reason: 'the disk is full' })
  tracker.storage(null)
  tracker.acknowledged(2)
  expect(tracker.state()).toEqual({ kind: 'saved' })
})

test('a listener hears of a change of state only', () => {
  const tracker = online()
  let heard = 0
  tracker.subscribe(() => heard++)
  tracker.connection('online')
  expect(heard).toBe(0)
  change(tracker)
  expect(heard).toBe(1)
})
