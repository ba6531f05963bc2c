import { expect, test } from 'vitest'
import type { Route } from '../route.ts'
import { routes } from '../contract.ts'
import { readInput } from './read-input.ts'

const NAME = 'Ada'
const LINK = { role: 'viewer' }

test.each<[name: keyof typeof routes, body: unknown, code: string, sentence: string]>([
  ['signIn', {}, 'bad-request', 'Send "email" as text of at most 320 characters.'],
  ['signIn', { email: 'a@b', password: '' }, 'bad-request', 'Send "password" as text of at most 1000 characters.'],
  ['changeMe', { name: ' \u200b ' }, 'no-name', 'Give a name.'],
  ['changeMe', { name: null }, 'no-name', 'Give a name.'],
  ['changeMe', { name: 'a\u0007' }, 'bad-name', 'Give a name of letters, without control characters.'],
  ['changeMe', { name: 'x'.repeat(81) }, 'long-name', 'Give a name of at most 80 characters.'],
  ['changeMe', { colour: 12 }, 'bad-colour', 'A colour is a number from 0 to 11.'],
  ['changeMe', { colour: '1' }, 'bad-colour', 'A colour is a number from 0 to 11.'],
  ['signUp', { email: 'a@b' }, 'no-name', 'Give a name.'],
  ['signUp', { name: NAME, email: 'a@b' }, 'short-password', 'Use a password of at least 10 characters.'],
  ['changePassword', { next: 'short' }, 'short-password', 'Use a password of at least 10 characters.'],
  ['changePassword', { next: 'x'.repeat(129) }, 'long-password', 'Use a password of at most 128 characters.'],
  [
    'claimInstance',
    { token: 't', name: NAME, email: 'a@b' },
    'bad-request',
    'Give an e-mail and a password, or neither.',
  ],
  [
    'claimInstance',
    { token: 't', name: NAME, email: 'a@b', password: 7 },
    'short-password',
    'Use a password of at least 10 characters.',
  ],
  ['join', { name: NAME }, 'bad-request', 'Send "token" as text of at most 1000 characters.'],
  ['createKey', { name: NAME, scope: 'all' }, 'bad-request', 'Send "scope" as one of: read, write.'],
  [
    'createKey',
    { name: NAME, scope: 'read', expiresInDays: 0 },
    'bad-request',
    'Send "expiresInDays" as a whole number from 1 to 3650, or null.',
  ],
  ['createLink', { role: 'owner' }, 'bad-request', 'Send "role" as one of: editor, commenter, viewer.'],
  ['createLink', { ...LINK, label: 7 }, 'bad-request', 'Send "label" as text of at most 1000 characters.'],
  [
    'createLink',
    { ...LINK, maxUses: 1.5 },
    'bad-request',
    'Send "maxUses" as a whole number from 1 to 1000000, or null.',
  ],
  [
    'createLink',
    { ...LINK, expiresAt: 'tomorrow' },
    'bad-request',
    'Send "expiresAt" as an instant such as 2027-02-28T18:00:00Z, or null.',
  ],
  ['changeChronology', { visibility: 'hidden' }, 'bad-request', 'Send "visibility" as one of: private, public.'],
  ['changeInstance', {}, 'bad-request', 'Send "signUp" as one of: open, invitation.'],
  ['changePerson', { isOwner: 'yes' }, 'bad-request', 'Send { "isOwner": true } or { "isVouched": true }, or false.'],
  [
    'createChronology',
    { title: 7 },
    'bad-request',
    'Send { "title": "…" }; for a copy of the CAJ chronology { "from": "caj" }; or { "trashed": true }, { "visibility": "public" }.',
  ],
  [
    'changeChronology',
    { other: 1 },
    'bad-request',
    'Send { "title": "…" }; for a copy of the CAJ chronology { "from": "caj" }; or { "trashed": true }, { "visibility": "public" }.',
  ],
])('%s says what is wrong with %j', (name, body, code, sentence) => {
  const { body: schema } = routes[name] as Route
  if (schema?.kind !== 'schema') throw new Error('it takes no body')
  expect(readInput(schema, body, 'body').complaint).toEqual({ code, message: sentence })
})

test.each([{ limit: '0' }, { limit: '201' }, { limit: '' }, { limit: 'x' }])(
  'a query %j is told what it is',
  (query) => {
    const { complaint } = readInput(routes.readAudit.query, query, 'query')
    expect(complaint).toEqual({ code: 'bad-request', message: '"limit" is a whole number from 1 to 200.' })
  },
)

test('what is missing in a query is the usual', () => {
  expect(readInput(routes.readAudit.query, { before: '7' }, 'query').value).toEqual({ before: 7, limit: 50 })
})

test.each([
  ['signOut', { everywhere: 'yes', keys: null }, {}],
  [
    'createKey',
    { name: '  Ada \n L ', scope: 'read', chronology: 7 },
    { name: 'Ada L', scope: 'read', chronology: null },
  ],
  ['createLink', { ...LINK, label: '', maxUses: null }, { ...LINK, label: undefined, maxUses: null }],
  ['changeLink', { label: 7 }, {}],
  ['changeChronology', { trashed: true, title: 7 }, { trashed: true }],
  ['claimInstance', { token: 't', name: NAME, email: '', password: '' }, { token: 't', name: NAME }],
] as const)('%s takes %j', (name, body, expected) => {
  const schema = routes[name].body
  expect(readInput(schema, body, 'body').value).toEqual(expected)
})
