import type { Chronology, FoundProblem } from '@coeval/chronology'
import { foundProblem, type Said, said as saidOfChecks } from '@coeval/chronology/messages'
import { english } from './messages/english.ts'

export interface ReadResult {
  /** Null where at least one problem is an error. */
  chronology: Chronology | null
  problems: FoundProblem[]
}

/** Nothing of the file can be read, for one reason. */
export function refuse(said: Said): ReadResult {
  const where = saidOfChecks('where.file')
  return { chronology: null, problems: [foundProblem({ severity: 'error', path: '', where, said }, english)] }
}
