export interface StoredKey {
  id: string
  name: string
  /** Its first characters, by which people tell keys apart. */
  start: string | null
  person: string
  metadata: string | null
  /** ISO 8601, as all times here. */
  createdAt: string
  expiresAt: string | null
  lastRequest: string | null
}

/** API keys. better-auth makes them and keeps their hashes (SHA-256, base64url). */
export interface KeyStorage {
  get(id: string): Promise<StoredKey | undefined>
  /** The oldest first. */
  ofPerson(person: string): Promise<StoredKey[]>
  /** Of all programs, the oldest first. */
  ofPrograms(): Promise<StoredKey[]>
  /** One that was switched off is none; one that ran out is found all the same. */
  byHash(hash: string): Promise<StoredKey | undefined>
  noteUse(id: string, nowMs: number): Promise<void>
  remove(id: string): Promise<void>
  /** All of a person's keys. Returns those that ended. */
  removeAllOf(person: string): Promise<{ id: string; name: string }[]>
}
