/** A route: where it is, who may ask it, what it takes and what it answers. */
import type * as v from 'valibot'
import type { Rule } from './rule.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

/** No body: status 204, or 202 of what goes on by itself. */
export interface Nothing {
  kind: 'nothing'
}
/** Bytes or text that no schema describes. */
export interface FileAnswer {
  kind: 'file'
  mediaType: string
}
/** The browser is sent on; or the connection becomes a websocket. */
export interface Handover {
  kind: 'redirect' | 'socket'
}

export type Answer = v.GenericSchema | Nothing | FileAnswer | Handover

/** What is asked of one address with different bodies, and takes another rule. */
export interface Part {
  rule: Rule
  /** Whether this body, which nobody has checked yet, asks for it. */
  isAskedBy: (body: Readonly<Record<string, unknown>>) => boolean
}

export interface Route {
  method: Method
  /** With `:names` for ids. */
  path: `/${string}`
  rule: Rule
  /** What it does, for the description of the API. */
  summary: string
  parts?: readonly Part[]
  query?: v.GenericSchema
  /** `file`: bytes that the handler reads by itself. */
  body?: v.GenericSchema | FileAnswer
  /** By status. */
  answers: Readonly<Partial<Record<number, Answer>>>
  /** Codes of refusals that are its own, by status. */
  refusals?: Readonly<Partial<Record<number, readonly string[]>>>
}

export const NOTHING: Nothing = { kind: 'nothing' }

/** Keeps the exact type of a route. */
/* @__NO_SIDE_EFFECTS__ */
export function route<const R extends Route>(described: R): R {
  return described
}

export function file<const M extends string>(mediaType: M): FileAnswer & { mediaType: M } {
  return { kind: 'file', mediaType }
}

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never

/** The ids in its path. */
export type ParamsOf<R extends Route> = Record<NamesIn<R['path']>, string>
/** What handlers are given. */
export type QueryOf<R extends Route> = R extends { query: infer S extends v.GenericSchema }
  ? v.InferOutput<S>
  : Record<never, never>
export type BodyOf<R extends Route> = R extends { body: infer S extends v.GenericSchema } ? v.InferOutput<S> : undefined
/** What callers send. */
export type SentQueryOf<R extends Route> = R extends { query: infer S extends v.GenericSchema }
  ? v.InferInput<S>
  : never
export type SentBodyOf<R extends Route> = R extends { body: infer S extends v.GenericSchema } ? v.InferInput<S> : never

/** An answer with its status. Of files and handovers only the status is known here. */
export type ReplyOf<R extends Route> = {
  [S in keyof R['answers'] & number]: R['answers'][S] extends v.GenericSchema
    ? { status: S; body: v.InferOutput<R['answers'][S]> }
    : R['answers'][S] extends Nothing
      ? { status: S; body: null }
      : never
}[keyof R['answers'] & number]

/** Whether it answers with something that is not described by a schema. */
export type IsRaw<R extends Route> =
  Extract<R['answers'][keyof R['answers']], FileAnswer | Handover> extends never ? false : true

/** Input of a caller: what the route has, and nothing else. */
export type AskedOf<R extends Route> = (NamesIn<R['path']> extends never
  ? { params?: undefined }
  : { params: ParamsOf<R> }) &
  (R extends { query: v.GenericSchema } ? { query?: SentQueryOf<R> } : { query?: undefined }) &
  (R extends { body: v.GenericSchema } ? { body: SentBodyOf<R> } : { body?: undefined })
