/** What somebody sent, checked against its schema: the value, or the first thing that is wrong with it. */
import * as v from 'valibot'
import { type Complaint, COMPLAINTS } from './complaints.ts'
import { expectationOf, partsOf } from './expectation.ts'

export type Read<S extends v.GenericSchema> =
  | { value: v.InferOutput<S>; complaint?: undefined }
  | { value?: undefined; complaint: Complaint }

/** `where`: in a body one is told what to send, in an address what is meant. */
export function readInput<S extends v.GenericSchema>(schema: S, input: unknown, where: 'body' | 'query'): Read<S> {
  const { success, output, issues } = v.safeParse(schema, input, { abortEarly: true })
  return success ? { value: output } : { complaint: complaintOf(schema, issues[0], where) }
}

function complaintOf(schema: v.GenericSchema, issue: v.BaseIssue<unknown>, where: 'body' | 'query'): Complaint {
  const known = COMPLAINTS[issue.message]
  if (known) return known
  const name = issue.path?.map(({ key }) => String(key)).join('.')
  const field = name === undefined ? undefined : entryOf(schema, name)
  // Where it is missing, the object complains; the field knows better.
  const own =
    field &&
    partsOf(field)
      .map(({ message }) => COMPLAINTS[String(message)])
      .find((each) => each)
  if (own) return own
  if (!field) return { code: 'bad-request', message: 'Send a JSON object.' }
  const expected = expectationOf(field)
  return {
    code: 'bad-request',
    message: where === 'body' ? `Send "${name}" as ${expected}.` : `"${name}" is ${expected}.`,
  }
}

function entryOf(schema: v.GenericSchema, name: string): v.GenericSchema | undefined {
  const objects = 'choices' in schema ? (schema.choices as readonly v.GenericSchema[]) : [schema]
  for (const object of objects) {
    const entry = 'entries' in object ? (object.entries as Record<string, v.GenericSchema>)[name] : undefined
    if (entry) return entry
  }
  return undefined
}
