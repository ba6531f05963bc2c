/** Chronologies as files: into the server and out of it. */
import * as v from 'valibot'
import { EncodingOffer, Problem } from '../failure.ts'
import { file, route } from '../route.ts'
import { ACCOUNT, ANYONE, VIEWER } from '../rule.ts'
import { Count } from '../values.ts'
import { CHRONOLOGY } from './chronologies.ts'

const ImportQuery = v.object({
  /** Of the file: its ending tells what it is. */
  name: v.optional(v.string()),
  /** Instead of the one in the file. */
  title: v.optional(v.string()),
  /** A name of the WHATWG Encoding Standard. Missing: UTF-8. */
  encoding: v.optional(v.string()),
  /** `1`: the file is checked, and nothing of it is kept. */
  dryRun: v.optional(v.string()),
})

export const Imported = v.object({ ...CHRONOLOGY, problems: v.array(Problem) })
export type Imported = v.InferOutput<typeof Imported>

export const CheckedFile = v.object({
  ok: v.boolean(),
  problems: v.array(Problem),
  title: v.optional(v.string()),
  events: v.optional(Count),
  /** Where the file is not UTF-8. */
  offer: v.optional(EncodingOffer),
})
export type CheckedFile = v.InferOutput<typeof CheckedFile>

/** Codes of a file that takes more than the server has, and of a server that has none left at the moment. */
const UNDOABLE = ['too-long', 'too-much', 'too-deep', 'not-transferred']
const BUSY = ['busy', 'too-many-transfers', 'closing']

export const fileRoutes = {
  importChronology: route({
    method: 'POST',
    path: '/api/chronologies/import',
    rule: ACCOUNT,
    summary: 'Makes a chronology from a file. 200: a dry run.',
    query: ImportQuery,
    body: file('application/json'),
    answers: { 200: CheckedFile, 201: Imported },
    refusals: {
      400: ['no-title', 'long-title', 'cut-off', 'cancelled'],
      403: ['too-many-chronologies', 'too-many-bytes'],
      422: ['unreadable-file', ...UNDOABLE],
      503: BUSY,
    },
  }),
  exportChronology: route({
    method: 'GET',
    path: '/api/chronologies/:id/export',
    rule: VIEWER,
    summary: 'A chronology as a file.',
    query: v.object({
      /** Missing: `json`. */
      format: v.optional(v.string()),
    }),
    answers: { 200: file('application/json') },
    refusals: { 400: ['unknown-format', 'cancelled'], 422: UNDOABLE, 503: [...BUSY, 'not-transferred'] },
  }),
  readFileSchema: route({
    method: 'GET',
    path: '/api/schema/coeval-chronology-1.schema.json',
    rule: ANYONE,
    summary: 'The JSON Schema of the files.',
    answers: { 200: file('application/schema+json') },
  }),
}
