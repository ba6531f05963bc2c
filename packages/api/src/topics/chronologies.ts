/** The list of chronologies, and what is done with one as a whole. */
import * as v from 'valibot'
import { choice } from '../choice.ts'
import { NOTHING, route } from '../route.ts'
import { ACCOUNT, ANYONE, EDITOR, OWNER, VIEWER } from '../rule.ts'
import { Count, Instant, Role, Visibility } from '../values.ts'

/** Of all that one may open. Those in the trash are listed for their owners alone. */
export const CHRONOLOGY = {
  id: v.string(),
  title: v.string(),
  /** Id of the document's generation, for the `generation` parameter of the sync address. Readers have one of their own. */
  generation: v.string(),
  createdAt: Instant,
  updatedAt: Instant,
  trashedAt: v.nullable(Instant),
  events: Count,
  /** The role here of the person who asks. */
  role: Role,
  visibility: Visibility,
  /** Of a viewer in a public chronology: that they are here by a membership or a link, and not like anybody. */
  mayLeave: v.optional(v.literal(true)),
}
export const ChronologyInfo = v.object(CHRONOLOGY)
export type ChronologyInfo = v.InferOutput<typeof ChronologyInfo>

const Titled = v.object({ title: v.string('title-or-change') }, 'title-or-change')

/** A title, or a copy of the CAJ chronology. */
export const CreateChronology = choice([v.object({ from: v.literal('caj') }), Titled], ({ from }) =>
  from === 'caj' ? 0 : 1,
)
export type CreateChronology = v.InferInput<typeof CreateChronology>

const isTrashing = (body: Readonly<Record<string, unknown>>) => typeof body.trashed === 'boolean'
const isShowing = (body: Readonly<Record<string, unknown>>) => !isTrashing(body) && body.visibility !== undefined

/** One of them. A title: editors. The rest: owners. */
export const ChangeChronology = choice(
  [v.object({ trashed: v.boolean() }), v.object({ visibility: Visibility }), Titled],
  (body) => (isTrashing(body) ? 0 : isShowing(body) ? 1 : 2),
)
export type ChangeChronology = v.InferInput<typeof ChangeChronology>

export const chronologyRoutes = {
  listChronologies: route({
    method: 'GET',
    path: '/api/chronologies',
    rule: ANYONE,
    summary: 'The chronologies that one may open.',
    answers: { 200: v.object({ chronologies: v.array(ChronologyInfo) }) },
  }),
  createChronology: route({
    method: 'POST',
    path: '/api/chronologies',
    rule: ACCOUNT,
    summary: 'Makes an empty chronology, or a copy of the CAJ chronology.',
    body: CreateChronology,
    answers: { 201: ChronologyInfo },
    refusals: { 400: ['no-title', 'long-title'], 403: ['too-many-chronologies', 'too-many-bytes'] },
  }),
  readChronology: route({
    method: 'GET',
    path: '/api/chronologies/:id',
    rule: VIEWER,
    summary: 'What a chronology is called, and what one may do in it.',
    answers: { 200: ChronologyInfo },
  }),
  changeChronology: route({
    method: 'PATCH',
    path: '/api/chronologies/:id',
    rule: EDITOR,
    summary: 'Renames a chronology (editors); moves it to the trash or back, makes it public or private (owners).',
    parts: [
      { rule: OWNER, isAskedBy: isTrashing },
      { rule: OWNER, isAskedBy: isShowing },
    ],
    body: ChangeChronology,
    answers: { 200: ChronologyInfo },
    refusals: { 400: ['no-title', 'long-title'], 503: ['not-stored-yet'] },
  }),
  removeChronology: route({
    method: 'DELETE',
    path: '/api/chronologies/:id',
    rule: OWNER,
    summary: 'Deletes a chronology for good. Only from the trash.',
    answers: { 204: NOTHING },
    refusals: { 409: ['not-in-trash'] },
  }),
}
