import { expect, test } from 'vitest'
import { SaveTracker } from './save-state.ts'

/** A tracker that is connected and has answered the server's state vector. */
function online(): SaveTracker {
  const tracker = new SaveTracker()
  tracker.opening()
  tracker.sent('step2')
  tracker.connection('online')
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
  expect(tracker.state()).toEqual({ kind: 'offline', changes: 2, keptHere: true, unsure: false })
})

test('[D5] after a reconnect only the answer to the state vector covers what was made offline', () => {
  const tracker = online()
  tracker.connection('offline')
  change(tracker, { send: false })
  tracker.opening()
  change(tracker)
  tracker.acknowledged(1)
  expect(tracker.unsaved).toBe(2)
  tracker.sent('step2')
  tracker.connection('online')
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 2 })
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
  expect(tracker.state()).toEqual({ kind: 'offline', changes: 3, keptHere: true, unsure: false })
  tracker.opening()
  tracker.sent('step2')
  tracker.connection('online')
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 3 })
  expect([tracker.unsavedHere, tracker.hasInheritedSaved]).toEqual([0, false])
  tracker.acknowledged(1)
  expect(tracker.hasInheritedSaved).toBe(true)
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

test('[D5] nothing is called saved before the answer to the server is on disk: the copy here may hold more', () => {
  const tracker = new SaveTracker()
  tracker.opening()
  tracker.sent('step2')
  tracker.connection('online')
  expect(tracker.state()).toEqual({ kind: 'connecting' })
  tracker.acknowledged(1)
  expect(tracker.state()).toEqual({ kind: 'saved' })
  tracker.connection('offline')
  tracker.opening()
  tracker.sent('step2')
  tracker.connection('online')
  expect(tracker.state()).toEqual({ kind: 'connecting' })
})

test('where the browser keeps no count, being offline does not mean that all is saved', () => {
  const tracker = new SaveTracker(null)
  tracker.connection('offline')
  expect(tracker.state()).toMatchObject({ kind: 'offline', changes: 0, unsure: true })
})

test('a step is unsaved until the last of its changes is saved', () => {
  const tracker = online()
  change(tracker)
  change(tracker, { newStep: false })
  change(tracker)
  tracker.acknowledged(2)
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 2 })
  tracker.acknowledged(3)
  expect(tracker.state()).toEqual({ kind: 'saving', changes: 1 })
})

test('changes of this tab are counted apart from those that were here before', () => {
  const tracker = new SaveTracker(2)
  change(tracker, { send: false })
  expect([tracker.unsaved, tracker.unsavedHere]).toEqual([3, 1])
})

test('[S7] somebody who may only read is told so, and their refused changes do not wait for ever', () => {
  const tracker = new SaveTracker()
  tracker.opening()
  tracker.connection('online')
  expect(tracker.state()).toEqual({ kind: 'reading', changes: 0, reason: null })
  // What Yjs tidies up by itself is nothing that a person did.
  change(tracker, { newStep: false })
  expect(tracker.state()).toMatchObject({ kind: 'reading', changes: 0 })
  change(tracker)
  tracker.refused('You can read only.')
  expect(tracker.state()).toEqual({ kind: 'reading', changes: 1, reason: 'You can read only.' })
})

test('why the server ended the connection is told until all is saved again, or until it was read', () => {
  const tracker = online()
  const why = { code: 4508, reason: 'too slow' }
  change(tracker)
  tracker.connection('offline')
  tracker.interrupted(why)
  expect(tracker.interruption()).toEqual(why)
  tracker.opening()
  tracker.sent('step2')
  tracker.connection('online')
  expect(tracker.interruption()).toEqual(why)
  tracker.acknowledged(1)
  expect(tracker.interruption()).toBe(null)

  let heard = 0
  tracker.subscribe(() => heard++)
  tracker.interrupted(why)
  tracker.connection('offline')
  tracker.interrupted(why)
  tracker.interruptionRead()
  expect(tracker.interruption()).toBe(null)
  expect(heard).toBeGreaterThan(1)
})

test('another try after being sent away for good counts what is still unsaved', () => {
  const tracker = online()
  change(tracker)
  tracker.closed(4413, 'too large')
  expect(tracker.state()).toEqual({ kind: 'closed', changes: 1, code: 4413, reason: 'too large' })
  tracker.tryingAgain()
  expect(tracker.state()).toMatchObject({ kind: 'offline', changes: 1 })
  tracker.opening()
  tracker.sent('step2')
  tracker.connection('online')
  tracker.acknowledged(1)
  expect(tracker.state()).toEqual({ kind: 'saved' })
})
