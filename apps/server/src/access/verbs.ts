/**
 * Verbs of a domain, put on what they stand on: `verbsOn(parts, { makeLink })` has `makeLink(initiator, …)`. Whoever calls them
 * has no other way to the storage, the live connections and the log.
 */
export type VerbsOn<Parts, Verbs> = {
  readonly [Name in keyof Verbs]: Verbs[Name] extends (parts: Parts, ...args: infer Args) => infer Result
    ? (...args: Args) => Result
    : never
}

type Verb<Parts> = (parts: Parts, ...args: never[]) => unknown

export function verbsOn<Parts, const Verbs extends Readonly<Record<string, Verb<Parts>>>>(
  parts: Parts,
  verbs: Verbs,
): VerbsOn<Parts, Verbs> {
  const entries = Object.entries(verbs).map(([name, verb]) => [name, (...args: never[]) => verb(parts, ...args)])
  return Object.fromEntries(entries) as VerbsOn<Parts, Verbs>
}
