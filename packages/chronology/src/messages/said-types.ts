/** Something still to be said: which message of a catalogue, and with what. Plain data, so that it can go to a thread. */
export interface Said {
  key: string
  values?: { readonly [name: string]: SaidValue }
}

/** A number, a text that is the same in all languages, a phrase that is said itself, or a list of them. */
export type SaidValue = string | number | Said | readonly (string | Said)[]

/** The dotted paths to the messages of a catalogue, as `import` types its JSON. */
export type KeysOf<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : KeysOf<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** What comes after a key: the values that its message needs, by `All`. */
export type ValuesFor<All, K extends string> = K extends keyof All ? [values: All[K]] : []
