import { expect, test } from 'vitest'
import { allOf, errors, event, file, read, sentences, warnings } from './testing/files.ts'

test('a relation from an event to itself is told of', () => {
  const relations = [{ id: 'r', from: 'e1', to: 'e1', type: 'after' }]
  expect(sentences(file({ events: [event()], relations }))).toEqual([
    ['/relations/0/to', 'Relation "r" goes from the event "e1" to itself; choose another event or remove it.'],
  ])
})

test.each([
  [-2, 'is -2; write a whole number from 0, or leave "ordinal" out.'],
  [1.5, 'is 1.5; write a whole number from 0, or leave "ordinal" out.'],
  [1e21, 'is 1e+21, and no series is that long; correct it.'],
  [1_000_001, 'is 1000001, and no series is that long; correct it.'],
])('the ordinal %d is told of', (value, says) => {
  expect(sentences(file({ events: [event({ ordinal: { value, status: 'stated' } })] }))).toEqual([
    ['/events/0/ordinal/value', `The "value" of "ordinal" of event "e1" ${says}`],
  ])
})

test.each([0, 1, 14, 2004])('the ordinal %d passes', (value) => {
  expect(warnings(file({ events: [event({ ordinal: { value, status: 'stated' } })] }))).toEqual([])
})

test('an actor that takes part in an event is not one that it concerns without taking part', () => {
  const actors = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id, kind: 'state' }))
  const both = (participants: string[], concerns: string[]) =>
    sentences(file({ actors, events: [event({ participants, concerns })] }))
  const cure =
    ' in "participants" and in "concerns"; "concerns" is for those who do not take part, so remove them from one of the two.'
  expect(both(['a', 'b'], ['c'])).toEqual([])
  expect(both(['a', 'b'], ['b', 'c'])).toEqual([['/events/0/concerns', `Event "e1" has the actor "b"${cure}`]])
  const ids = actors.map(({ id }) => id)
  expect(both(ids, ids)).toEqual([['/events/0/concerns', `Event "e1" has the actors "a", "b", "c" and 2 more${cure}`]])
})

test.each([
  ['an id with a space', { id: 'e 1', title: 'T' }],
  ['no id', { title: 'T' }],
  ['a number as id', { id: 1, title: 'T' }],
  ['the reserved id', { id: 'chronology', title: 'T' }],
  ['the id of another', { id: 'e2', title: 'T' }],
  ['no object', 'e1'],
])('an event with %s is one error, and nothing is said of all that refers to it', (_, broken) => {
  const about = { type: 'event', id: 'e1', field: 'date' }
  const input = file({
    events: [broken, event({ id: 'e2' })],
    relations: [{ id: 'r', from: 'e1', to: 'e2', type: 'after' }],
    documents: [{ id: 'd', title: 'D', adoptedAt: 'e1' }],
    disputes: [{ id: 'q', title: 'Q', about: [about] }],
    claims: [{ id: 'k', about, value: '2004', dispute: 'q' }],
  })
  expect(errors(input)).toHaveLength(1)
  expect(allOf(input)).toHaveLength(1)
})

test('a list that is none is one error, and references into the others are told of', () => {
  const input = file({ actors: {}, events: [event({ participants: ['a', 'b'], tracks: ['no'] })] })
  expect(allOf(input).map(({ severity, path }) => [severity, path])).toEqual([
    ['error', '/actors'],
    ['warning', '/events/0/tracks/0'],
  ])
})

test('members of a later set that an older program has written as keys are read', () => {
  const actors = ['a', 'b'].map((id) => ({ id, name: id, kind: 'state' }))
  const keyed = event({ concerns: ['a'], 'concerns:b': true, 'concerns:a': true, 'concerns:c': 7 })
  const { chronology } = read(file({ actors, events: [keyed] }))
  expect(chronology.events[0]?.concerns).toEqual(['a', 'b'])
  expect(Object.keys(chronology.events[0] ?? {}).filter((key) => key.includes(':'))).toEqual([])
  expect(sentences(file({ actors, events: [keyed] }))).toEqual([
    [
      '/events/0/concerns:c',
      '"concerns:c" of event "e1" is left out: shared documents use such keys themselves. Use another key.',
    ],
  ])
})
