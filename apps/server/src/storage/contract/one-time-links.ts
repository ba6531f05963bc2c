/** Links that sign somebody in once, of some `kind`. Tokens are here as hashes alone; times are ms since 1970. */
export interface OneTimeLinkStorage {
  /** `person` null: for anybody who has it. */
  add(tokenHash: string, kind: string, person: string | null, expiresMs: number): Promise<void>
  isGood(tokenHash: string, kind: string, nowMs: number): Promise<boolean>
  /** Takes a link out of use. Undefined where it is not good (any more): of many who come at once, one gets it. */
  use(tokenHash: string, kind: string, nowMs: number): Promise<{ person: string | null } | undefined>
}
