import { expect, test } from 'vitest'
import { sayProblem } from '../messages/index.ts'
import { event, type Fields, file, paragraph, read, warnings } from './testing/files.ts'

test('references to what is not there are kept and warned about, each at its place', () => {
  const fact = (id: string) => ({ type: 'event', id, field: 'title' })
  const input = file({
    commentary: paragraph({ type: 'citation', attrs: { sourceId: 'no' } }),
    themes: [{ id: 'h', label: 'H', broader: 'no' }],
    documents: [{ id: 'd', title: 'D', adoptedAt: 'no', sourceId: 'no' }],
    events: [
      event({
        tracks: ['no'],
        themes: ['h', 'no'],
        participants: ['no'],
        documents: ['d', 'no'],
        citations: [{ id: 'c', sourceId: 'no' }],
        commentary: paragraph(
          { type: 'citation' },
          { type: 'text', text: 'x', marks: [{ type: 'citation', attrs: { sourceId: 'no' } }] },
        ),
      }),
    ],
    relations: [{ id: 'r', from: 'e1', to: 'no', type: 'after' }],
    disputes: [{ id: 'q', title: 'Q', about: [fact('e1'), fact('no')] }],
    claims: [{ id: 'k', about: { type: 'chronology' }, value: 'v', sourceId: 'no', dispute: 'no' }],
  })
  expect(warnings(input).sort()).toEqual(
    [
      '/claims/0/dispute',
      '/claims/0/sourceId',
      '/commentary/content/0/content/0/attrs/sourceId',
      '/disputes/0',
      '/disputes/0/about/1',
      '/documents/0/adoptedAt',
      '/documents/0/sourceId',
      '/events/0/citations/0/sourceId',
      '/events/0/commentary/content/0/content/0',
      '/events/0/commentary/content/0/content/1/marks/0/attrs/sourceId',
      '/events/0/documents/1',
      '/events/0/participants/0',
      '/events/0/themes/1',
      '/events/0/tracks/0',
      '/relations/0/to',
      '/themes/0/broader',
    ].map((path) => `warning ${path}`),
  )
  expect(read(input).chronology.events[0]?.tracks).toEqual(['no'])
})

test('a claim about an unknown kind of thing, and one that names none, are kept and warned about', () => {
  const claim = (id: string, about: Fields) => ({ id, value: 'v', about })
  const input = file({ claims: [claim('a', { type: 'galaxy', id: 'm31' }), claim('b', { type: 'event' })] })
  expect(warnings(input)).toEqual(['warning /claims/0/about', 'warning /claims/1/about'])
})

test('a claim about an event that is not there says so under the name of the claim', () => {
  const claims = [{ id: 'k', value: 'v', about: { type: 'event', id: 'gone' } }]
  expect(read(file({ claims })).problems.map((found) => sayProblem(found, null))).toEqual([
    {
      severity: 'warning',
      path: '/claims/0/about',
      where: 'claim "k"',
      message: 'Claim "k" is about the event "gone", which is not in the file; add it or remove this.',
    },
  ])
})

test('themes that are part of each other in a circle are warned about once', () => {
  const themes = [
    { id: 'a', label: 'A', broader: 'b' },
    { id: 'b', label: 'B', broader: 'c' },
    { id: 'c', label: 'C', broader: 'b' },
  ]
  expect(warnings(file({ themes }))).toEqual(['warning /themes/0/broader'])
})
