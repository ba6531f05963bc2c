// A small chronology with two layers, an open end, actors that events are about, and each kind of doubt.
import type { ServerProcess } from '../server-process.ts'
import { expect } from './fixtures.ts'

const source = (id: string, family: string, year: number, title: string) => ({
  id,
  type: 'book',
  title,
  author: [{ family, given: 'C.' }],
  issued: { 'date-parts': [[year]] },
})

const LAYERED = {
  format: 'coeval-chronology',
  version: 1,
  meta: { title: 'Layers and doubts', asOf: '2023-06' },
  tracks: [
    { id: 'talks', name: 'Talks', order: 'a0', colour: 0 },
    { id: 'visits', name: 'Visits', order: 'a1', colour: 2 },
  ],
  actors: [
    { id: 'japan', name: 'Japan', kind: 'state' },
    { id: 'uzbekistan', name: 'Uzbekistan', kind: 'state' },
    { id: 'forum', name: 'Central Asia plus Japan', kind: 'forum' },
    { id: 'afghanistan', name: 'Afghanistan', kind: 'state' },
  ],
  sources: [
    source('green', 'Green', 2001, 'Reluctant Realism: Foreign Policy Challenges'),
    source('len', 'Len', 2005, 'Central Asian Diplomacy'),
    source('hughes', 'Hughes', 2016, 'The Abe Doctrine'),
  ],
  events: [
    {
      id: 'first',
      title: 'First meeting of the ministers',
      date: '2004-08-28',
      kind: 'meeting',
      place: { name: 'Astana' },
      tracks: ['talks'],
      participants: ['japan', 'uzbekistan'],
      concerns: ['forum', 'afghanistan'],
      citations: [{ id: 'c1', sourceId: 'green', label: 'page', locator: '163' }],
    },
    { id: 'experts', title: 'Meetings of experts', date: '2005/..', kind: 'phase', tracks: ['talks'] },
    {
      id: 'senate',
      title: 'Statement on the forum',
      date: '2012',
      kind: 'document',
      tracks: ['talks'],
      concerns: ['forum'],
    },
    {
      id: 'dialogue',
      title: 'First Tokyo Dialogue',
      date: '2006-03',
      kind: 'meeting',
      layer: 'From other pages',
      tracks: ['talks'],
      participants: ['japan'],
    },
    {
      id: 'special',
      title: 'Special meeting by video',
      date: '2020?',
      kind: 'meeting',
      layer: 'From other pages',
      tracks: ['talks'],
    },
    {
      id: 'press',
      title: 'Reports in the press',
      date: '2014/2016',
      kind: 'context',
      layer: 'Press',
      tracks: ['visits'],
    },
    {
      id: 'visit',
      title: 'Visit of the prime minister',
      date: '2006-08',
      kind: 'visit',
      place: { name: 'Ak Saray', city: 'Astana', country: 'Kazakhstan' },
      tracks: ['visits'],
    },
  ],
  relations: [{ id: 'r1', from: 'first', to: 'dialogue', type: 'before' }],
  disputes: [
    {
      id: 'd-date',
      title: 'Day of the first meeting',
      severity: 'high',
      about: [{ type: 'event', id: 'first', field: 'date' }],
      description: 'Two reports name two days.',
    },
    {
      id: 'd-mode',
      type: 'gap',
      title: 'How the ministers met',
      severity: 'low',
      about: [{ type: 'event', id: 'first', field: 'mode' }],
      description: 'No source says whether all of them travelled.',
    },
    {
      id: 'd-address',
      type: 'caution',
      title: 'The address is printed wrongly',
      about: [
        { type: 'source', id: 'hughes', field: 'URL' },
        { type: 'event', id: 'first' },
      ],
      description: 'The last letter is missing.',
    },
  ],
  claims: [
    {
      id: 'k1',
      about: { type: 'event', id: 'first', field: 'date' },
      value: '2004-08-28',
      sourceId: 'green',
      dispute: 'd-date',
    },
    {
      id: 'k2',
      about: { type: 'event', id: 'first', field: 'date' },
      value: '2004-08-27',
      sourceId: 'len',
      dispute: 'd-date',
    },
    {
      id: 'k3',
      about: { type: 'source', id: 'hughes', field: 'URL' },
      value: 'https://example.org/a.pd',
      sourceId: 'hughes',
      dispute: 'd-address',
    },
    {
      id: 'k4',
      about: { type: 'track', id: 'talks', field: 'cadence' },
      value: 'Every two years',
      sourceId: 'green',
      dispute: 'd-address',
    },
    {
      id: 'k5',
      about: { type: 'event', id: 'first', field: 'kind' },
      value: 'Called a summit by some',
      sourceId: 'len',
    },
    { id: 'k6', about: { type: 'event', id: 'first', field: 'mode' }, value: 'in person', sourceId: 'len' },
    { id: 'k7', about: { type: 'event', id: 'visit', field: 'place' }, value: 'Palace of Peace', sourceId: 'len' },
    { id: 'k8', about: { type: 'event', id: 'experts', field: 'date' }, value: '2003/..', sourceId: 'len' },
  ],
}

/** The same events in one layer, the first, which has no name. */
export const UNLAYERED = { ...LAYERED, events: LAYERED.events.map((event) => ({ ...event, layer: undefined })) }

/** Brings the chronology in; gives the address of its page. */
export async function importLayered(server: ServerProcess, chronology: object = LAYERED): Promise<string> {
  const response = await server.fetch('/api/chronologies/import', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(chronology),
  })
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as { id: string }
  return `${server.url.replace(/\/$/, '')}/c/${id}`
}
