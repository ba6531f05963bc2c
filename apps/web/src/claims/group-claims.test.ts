import type { ChronologyEvent, Claim, Dispute } from '@coeval/chronology'
import { EMPTY_RICH_TEXT } from '@coeval/chronology'
import { expect, test } from 'vitest'
import {
  countReadings,
  firstReadings,
  groupReadings,
  isFollowed,
  preferring,
  readingAsFields,
  readingsTitleCount,
  replacesSomething,
} from './group-claims.ts'
import { disputeType } from './dispute-type.ts'

const makeClaim = (id: string, field: string, value: string, more: Partial<Claim> = {}): Claim => ({
  id,
  about: { type: 'event', id: 'e1', field },
  value,
  ...more,
})
const makeDispute = (id: string, severity: string, eventIds: string[]): Dispute => ({
  id,
  title: id,
  severity,
  about: eventIds.map((eventId) => ({ type: 'event', id: eventId })),
})
const event: ChronologyEvent = {
  id: 'e1',
  title: 'Second meeting',
  date: '2006',
  kind: 'meeting',
  tracks: [],
  themes: [],
  participants: [],
  concerns: [],
  documents: [],
  citations: [],
  commentary: EMPTY_RICH_TEXT,
}

test('claims of one field stand side by side, the preferred one first', () => {
  const groups = groupReadings(
    'e1',
    [
      makeClaim('a', 'date', '2006'),
      makeClaim('b', 'date', '2006-06-05', { preferred: true }),
      makeClaim('c', 'place', 'Tokyo'),
    ],
    new Map(),
  )
  expect(groups.map((group) => group.facts.map((fact) => [fact.field, fact.claims.map((claim) => claim.id)]))).toEqual([
    [
      ['date', ['b', 'a']],
      ['place', ['c']],
    ],
  ])
  expect(countReadings(groups)).toBe(3)
})

test('a dispute brings the claims of other entries with it, the gravest first, behind what nobody disputes', () => {
  const elsewhere = makeClaim('z', 'ordinal', '14', {
    about: { type: 'event', id: 'e2', field: 'ordinal' },
    dispute: 'grave',
  })
  const groups = groupReadings(
    'e1',
    [elsewhere, makeClaim('a', 'date', '2006', { dispute: 'slight' }), makeClaim('b', 'title', 'x')],
    new Map([
      ['slight', makeDispute('slight', 'low', [])],
      ['grave', makeDispute('grave', 'high', ['e1'])],
      ['other', makeDispute('other', 'high', ['e9'])],
    ]),
  )
  expect(
    groups.map((group) => [group.dispute?.id, group.facts.flatMap((fact) => fact.claims.map((claim) => claim.id))]),
  ).toEqual([
    [undefined, ['b']],
    ['grave', ['z']],
    ['slight', ['a']],
  ])
})

test('a claim whose dispute was removed is still shown', () => {
  const groups = groupReadings('e1', [makeClaim('a', 'date', '2006', { dispute: 'gone' })], new Map())
  expect(countReadings(groups)).toBe(1)
})

test('one claim of a fact is preferred at a time; other facts are left alone', () => {
  const a = makeClaim('a', 'date', '2006', { preferred: true })
  const b = makeClaim('b', 'date', '2006-06-05')
  const place = makeClaim('c', 'place', 'Tokyo', { preferred: true })
  expect(preferring([a, b, place], b, true)).toEqual([
    { id: 'a', preferred: undefined },
    { id: 'b', preferred: true },
  ])
  expect(preferring([a, b, place], a, false)).toEqual([{ id: 'a', preferred: undefined }])
})

test('a claim can be written into fields that take its text, and only of this event', () => {
  expect(readingAsFields(makeClaim('a', 'date', '2006-06-05'), event)).toEqual({ date: '2006-06-05' })
  expect(readingAsFields(makeClaim('a', 'place', 'Tokyo'), event)).toEqual({ place: { name: 'Tokyo' } })
  expect(readingAsFields(makeClaim('a', 'participants', 'five'), event)).toBeNull()
  expect(
    readingAsFields(makeClaim('a', 'date', '2006', { about: { type: 'event', id: 'e2', field: 'date' } }), event),
  ).toBeNull()
  expect(isFollowed(makeClaim('a', 'date', '2006'), event)).toBe(true)
  expect(isFollowed(makeClaim('a', 'date', '2007'), event)).toBe(false)
})

test('of tens of thousands of disputes and claims each is looked at a few times, and the first are shown', () => {
  const count = 20_000
  let looks = 0
  const about = { type: 'event' as const, id: 'e', field: 'date' }
  const claims = Array.from({ length: count }, (_, index) => ({
    id: `k${index}`,
    about,
    value: '2004',
    get dispute() {
      looks++
      return `d${index}`
    },
  }))
  const disputes = new Map(
    Array.from({ length: count }, (_, index) => [`d${index}`, { id: `d${index}`, title: `D${index}`, about: [about] }]),
  )
  const groups = groupReadings('e', claims, disputes)
  expect(groups).toHaveLength(count)
  expect(looks).toBeLessThan(count * 10)
  const { few, left } = firstReadings(groups, 200)
  expect([few.length, countReadings(few), left]).toEqual([200, 200, count - 200])
})

test('the first claims come with their disputes, and those left out are counted', () => {
  const claim = (id: string) => ({ id, about: { type: 'event' as const, id: 'e' }, value: id })
  const fact = (...ids: string[]) => ({ about: { type: 'event' as const, id: 'e' }, field: '', claims: ids.map(claim) })
  const groups = [
    { facts: [fact('a', 'b'), fact('c')] },
    { dispute: { id: 'd', title: 'D', about: [] }, facts: [] },
    { dispute: { id: 'e', title: 'E', about: [] }, facts: [fact('f')] },
  ]
  expect(firstReadings(groups, 5)).toEqual({ few: groups, left: 0 })
  expect(firstReadings(groups, 2)).toEqual({ few: [{ facts: [fact('a', 'b')] }], left: 3 })
  expect(firstReadings(groups, 4)).toEqual({ few: groups.slice(0, 2), left: 1 })
})

test('prose cannot be written into a field of terms, nor what is no date into a date', () => {
  expect(readingAsFields(makeClaim('a', 'kind', 'document'), event)).toEqual({ kind: 'document' })
  expect(readingAsFields(makeClaim('a', 'kind', 'Statements come from meetings'), event)).toBeNull()
  expect(readingAsFields(makeClaim('a', 'mode', 'Online and in person, said of one'), event)).toBeNull()
  expect(readingAsFields(makeClaim('a', 'date', 'in 2018, if at all'), event)).toBeNull()
})

test('what stands there already is replaced, and is not where nothing stands or the same', () => {
  expect(replacesSomething(makeClaim('a', 'date', '2006-06-05'), event)).toBe(true)
  expect(replacesSomething(makeClaim('a', 'date', '2006'), event)).toBe(false)
  expect(replacesSomething(makeClaim('a', 'mode', 'online'), event)).toBe(false)
  expect(replacesSomething(makeClaim('a', 'place', 'Tokyo'), event)).toBe(false)
  expect(replacesSomething(makeClaim('a', 'place', 'Tokyo'), { ...event, place: { name: 'Kyoto' } })).toBe(true)
})

test('a gap and a caution come after what is contested, and are shown without a claim', () => {
  const disputes = new Map<string, Dispute>([
    ['careful', { ...makeDispute('careful', 'high', ['e1']), type: 'caution' }],
    ['silent', { ...makeDispute('silent', 'high', ['e1']), type: 'gap' }],
    ['contested', makeDispute('contested', 'low', ['e1'])],
    ['strange', { ...makeDispute('strange', 'low', ['e1']), type: 'riddle' }],
  ])
  const groups = groupReadings('e1', [], disputes)
  expect(groups.map(({ dispute }) => dispute && [dispute.id, disputeType(dispute)])).toEqual([
    ['contested', 'dispute'],
    ['strange', 'dispute'],
    ['silent', 'gap'],
    ['careful', 'caution'],
  ])
  expect([readingsTitleCount(groups), readingsTitleCount([])]).toEqual([undefined, 0])
})

test('modes and actors that an event is about have their place among the fields', () => {
  const fields = ['concerns', 'source of it', 'mode', 'kind', 'date']
  const [group] = groupReadings(
    'e1',
    fields.map((field, index) => makeClaim(`k${index}`, field, 'x')),
    new Map(),
  )
  expect(group?.facts.map(({ field }) => field)).toEqual(['date', 'kind', 'mode', 'concerns', 'source of it'])
})

test('a place that is known by its city alone is replaced, too', () => {
  const reading = makeClaim('a', 'place', 'Tokyo')
  expect(replacesSomething(reading, { ...event, place: { name: '', city: 'Astana' } })).toBe(true)
  expect(replacesSomething(reading, { ...event, place: { name: '' } })).toBe(false)
})
