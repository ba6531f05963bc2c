/**
 * A part of the contract as those carry it out who never wait: a class with the same methods that answer at once. In
 * one turn, or in one transaction, nobody sees half of what a method does.
 */
export type Synchronous<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: infer Args) => Promise<infer Result>
    ? (...args: Args) => Result
    : never
}

/** The same, answered by promises. What a method throws becomes a rejection. */
export type Asynchronous<Part> = {
  [Name in keyof Part]: Part[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Result>
    : never
}
