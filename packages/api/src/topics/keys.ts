/** Keys for one's own programs. */
import * as v from 'valibot'
import { MAX_DAYS } from '../limits.ts'
import { PersonName } from '../person-name.ts'
import { NOTHING, route } from '../route.ts'
import { PERSON } from '../rule.ts'
import { Instant, KeyScope, limitUpTo } from '../values.ts'

const KEY = {
  id: v.string(),
  name: v.string(),
  scope: KeyScope,
  /** The beginning of the key, to tell it by. */
  start: v.string(),
  /** Just this chronology; null: all that its person may open. */
  chronology: v.nullable(v.string()),
  createdAt: Instant,
  expiresAt: v.nullable(Instant),
  lastUsedAt: v.nullable(Instant),
}
export const KeyInfo = v.object(KEY)
export type KeyInfo = v.InferOutput<typeof KeyInfo>

export const NewKey = v.object({
  ...KEY,
  /** Shown this once. Programs send it as `Authorization: Bearer …`. */
  key: v.string(),
})
export type NewKey = v.InferOutput<typeof NewKey>

export const CreateKey = v.object({
  name: PersonName,
  scope: KeyScope,
  /** Missing: all that its person may open. */
  chronology: v.pipe(
    v.fallback(v.nullish(v.string()), null),
    v.transform((id) => id || null),
  ),
  /** Null or missing: it does not expire. */
  expiresInDays: limitUpTo(MAX_DAYS),
})
export type CreateKey = v.InferInput<typeof CreateKey>

export const KeyList = v.object({ keys: v.array(KeyInfo) })

export const keyRoutes = {
  listKeys: route({
    method: 'GET',
    path: '/api/me/keys',
    rule: PERSON,
    summary: 'One’s keys.',
    answers: { 200: KeyList },
  }),
  createKey: route({
    method: 'POST',
    path: '/api/me/keys',
    rule: PERSON,
    summary: 'Makes a key for a program.',
    body: CreateKey,
    answers: { 201: NewKey },
    refusals: { 400: ['no-name', 'bad-name', 'long-name'], 403: ['too-many-keys'] },
  }),
  revokeKey: route({
    method: 'DELETE',
    path: '/api/me/keys/:key',
    rule: PERSON,
    summary: 'Ends one of one’s keys.',
    answers: { 204: NOTHING },
    refusals: { 404: ['no-such-key'] },
  }),
}
