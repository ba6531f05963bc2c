/** One of several bodies at the same address. What is wrong is said of the one that was meant, not of all of them. */
import * as v from 'valibot'

type Body = Readonly<Record<string, unknown>>

/** The choices of a schema that `choice` has made: for the description of the API. */
export interface Choice<S extends readonly v.GenericSchema[]> {
  readonly choices: S
}

/** `pick` says which one is meant by a body that nobody has checked yet: its place in `choices`. */
/* @__NO_SIDE_EFFECTS__ */
export function choice<const S extends readonly v.GenericSchema[]>(choices: S, pick: (body: Body) => number) {
  const first = choices[0]
  if (!first) throw new Error('a choice of nothing')
  const meant = (given: unknown) =>
    (choices[typeof given === 'object' && given !== null ? pick(given as Body) : 0] ?? first) as v.GenericSchema<
      v.InferInput<S[number]>,
      v.InferOutput<S[number]>
    >
  return Object.assign(v.lazy(meant), { choices }) as v.GenericSchema<
    v.InferInput<S[number]>,
    v.InferOutput<S[number]>
  > &
    Choice<S>
}

export function isChoice(schema: object): schema is Choice<readonly v.GenericSchema[]> {
  return 'choices' in schema
}
