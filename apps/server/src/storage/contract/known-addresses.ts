/** From where people have signed in: hashes alone. Times are ms since 1970. */
export interface KnownAddressStorage {
  isKnown(hash: string, sinceMs: number): Promise<boolean>
  /** Of each person the latest `max` are kept. */
  note(hash: string, person: string, nowMs: number, max: number): Promise<void>
  forget(person: string): Promise<void>
  prune(beforeMs: number): Promise<void>
}
