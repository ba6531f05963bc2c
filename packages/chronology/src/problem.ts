import type { Said } from './messages/said-types.ts'

/** Something wrong with a file or document, at a place that a person can find. */
export interface Problem {
  /** An error keeps the file from being read; a warning is kept and shown. */
  severity: 'error' | 'warning'
  /** JSON Pointer (RFC 6901) into the file: `/events/3/date`; '' for the whole. */
  path: string
  /** The entry in words, where there is one: `event "fmm-2-2006"`. */
  where: string
  /** One sentence: what is wrong and what to do. */
  message: string
}

/** A problem as it was found: `where` and `message` are English, and can be said in another language (`sayProblem`). */
export interface FoundProblem extends Problem {
  said: Said
  saidWhere?: Said
}
