import { expect, test } from 'vitest'
import { applyAwarenessUpdate, Awareness, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { Presence } from './presence.ts'

function meet(): { mine: Presence; awareness: Awareness; other: Awareness; tell: () => void } {
  const awareness = new Awareness(new Y.Doc())
  const other = new Awareness(new Y.Doc())
  const mine = new Presence(awareness, { name: 'Mari', colour: 1 })
  const tell = () => applyAwarenessUpdate(awareness, encodeAwarenessUpdate(other, [other.clientID]), 'remote')
  return { mine, awareness, other, tell }
}

test('a colleague appears with their name, colour and place, behind me', () => {
  const { mine, other, tell } = meet()
  other.setLocalState({ user: { name: 'Timur', colour: 3 }, where: { eventId: 'e1', field: 'title' } })
  tell()
  expect(mine.all().map(({ user, where, isMe }) => ({ user, where, isMe }))).toEqual([
    { user: { name: 'Mari', colour: 1 }, where: { eventId: undefined, field: undefined }, isMe: true },
    { user: { name: 'Timur', colour: 3 }, where: { eventId: 'e1', field: 'title' }, isMe: false },
  ])
})

test('a hostile presence is trimmed or passed over, never shown as it came', () => {
  const { mine, other, tell } = meet()
  other.setLocalState({ user: { name: 'x'.repeat(1000), colour: -7.5 }, where: 'everywhere' })
  tell()
  expect(mine.all()[1]).toMatchObject({ user: { name: 'x'.repeat(80), colour: 0 }, where: {} })
  other.setLocalState({ user: 'nobody' })
  tell()
  expect(mine.all()).toHaveLength(1)
})

test('saying the same place twice tells the others once', () => {
  const { mine } = meet()
  let told = 0
  mine.subscribe(() => told++)
  mine.setWhere({ eventId: 'e1' })
  mine.setWhere({ eventId: 'e1' })
  expect(told).toBe(1)
})

test('after a reconnect colleagues are there at once, not at their next heartbeat', () => {
  const { mine, awareness, other, tell } = meet()
  other.setLocalState({ user: { name: 'Timur', colour: 3 } })
  tell()
  removeAwarenessStates(awareness, [other.clientID], 'connection lost')
  mine.disconnected()
  tell()
  expect(mine.all()).toHaveLength(2)
})

test('an id that the server stamps on a person is no hindrance, and a name that it cut short is shown as it is', () => {
  const { mine, other, tell } = meet()
  other.setLocalState({ user: { id: 'guest-7', name: 'T'.repeat(80), colour: 3 }, where: {} })
  tell()
  expect(mine.all()[1]?.user).toEqual({ name: 'T'.repeat(80), colour: 3 })
  other.setLocalState({ user: { id: 'guest-7', name: 'Timur' } })
  tell()
  expect(mine.all()[1]).toMatchObject({ user: { name: 'Timur', colour: 0 }, where: {} })
})
