import type { ChronologyInfo, Role } from '@coeval/api'
import { isWriter } from './role.ts'

interface Situation {
  /** What is shown now. */
  role: Role
  mayWrite: boolean
  generation: string
  /** Whether the server has closed the connection over it. */
  isClosed: boolean
}

/** What follows for the session that is shown from what the server says I am here. */
export type RoleStep =
  /** Another session takes its place. */
  | { kind: 'replace' }
  /** The document was replaced: the writer decides what becomes of what is not saved. */
  | { kind: 'other generation' }
  /** The session goes on, in this role. `isNews`: the person has to be told. */
  | { kind: 'go on'; role: Role; isNews: boolean }

/** Decides it. Pure. */
export function roleStep(now: Situation, info: Pick<ChronologyInfo, 'role' | 'generation'>): RoleStep {
  if (isWriter(info.role) !== now.mayWrite) return { kind: 'replace' }
  if (info.generation !== now.generation) return now.mayWrite ? { kind: 'other generation' } : { kind: 'replace' }
  // Until it was asked, an owner with a copy was taken for an editor: no news to them.
  return { kind: 'go on', role: info.role, isNews: now.isClosed && info.role !== now.role }
}
