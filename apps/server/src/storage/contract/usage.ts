/**
 * How much there is of what has a quota. A chronology counts for the person who has owned it longest: nobody uses up a
 * colleague's quota by adding them as an owner. Bytes are those of snapshot and log together, as they are stored.
 */
export interface UsageStorage {
  ownedBy(person: string): Promise<{ chronologies: number; bytes: number }>
  /** Chronologies of those who own more than that together; of owners of the instance none. */
  chronologiesOver(bytes: number): Promise<string[]>
  bytesByChronology(): Promise<{ chronology: string; bytes: number }[]>
  keyCount(person: string): Promise<number>
  /** Links that have not been revoked. */
  linkCount(chronology: string): Promise<number>
  /** Whom a role or a link holds. Who was removed, left or came by a revoked link is not counted: owners can make room. */
  peopleCount(chronology: string): Promise<number>
}
