import type { LinkTrouble } from './links.ts'
import type { Role } from './terms.ts'

export interface StoredRequest {
  id: string
  askedMs: number
  link: string
  /** Of the link. */
  label: string
  role: Role
  /** Who asks. */
  person: string
  name: string
  colour: number
  /** Null for a guest. */
  email: string | null
  /** Of the e-mail. */
  isVouched: boolean
}

export interface OwnRequest {
  id: string
  askedMs: number
  state: 'waiting' | 'let-in' | 'refused' | 'ended'
  /** Told once one is in. */
  chronology: string | null
}

/** Answered ones count too: who was refused does not ask again as another guest, without end. */
export const MAX_REQUESTS_PER_LINK = 10
export const MAX_WAITING_PER_PERSON = 10
/** Of one person. */
export const MAX_REQUESTS_SHOWN = 20

/**
 * Who opened a personal link that was made for another address, and asks to be let in. A request ends with its link, and
 * gives nothing before an owner answers.
 */
export interface JoinRequestStorage {
  /** Keeps a request under this id; the one that there is stays. 'too-many' for the link, or of the person. */
  ask(id: string, tokenHash: string, person: string, nowMs: number): Promise<OwnRequest | LinkTrouble | 'too-many'>
  /** Whether there is room for another; `person` null: of a newcomer. */
  mayAsk(link: string, person: string | null): Promise<boolean>
  /** What waits for the owners of a chronology, the oldest first. */
  list(chronology: string, nowMs: number): Promise<StoredRequest[]>
  /** What somebody asked, the latest first. */
  askedBy(person: string, nowMs: number): Promise<OwnRequest[]>
  /** Makes a member of who asked; the link is used up by it. Undefined where nothing waits (any more). */
  letIn(id: string, chronology: string, nowMs: number): Promise<StoredRequest | undefined>
  refuse(id: string, chronology: string, nowMs: number): Promise<StoredRequest | undefined>
}
