/** A file of which a chronology is to be made. */
import type { FoundProblem, Problem } from '@coeval/chronology'
import type { EncodingOffer } from '@coeval/formats'
import { sentence } from '../messages/sentence.ts'
import { Refusal } from '../refusal.ts'
import type { ReadOutcome } from '../transfer/jobs.ts'
import type { ChronologyFacts } from './chronology-list.ts'
import type { Seed } from './new-chronology.ts'

export interface ImportedFile {
  bytes: Uint8Array<ArrayBuffer>
  fileName?: string
  encoding?: string
}

export interface CheckedFile {
  ok: boolean
  problems: (Problem | FoundProblem)[]
  title?: string
  events?: number
  /** Where the file is not UTF-8. */
  offer?: EncodingOffer
}

/** What was made of a file, and what of the file was not taken as it is. */
export interface ReadFile {
  info: ChronologyFacts
  problems: (Problem | FoundProblem)[]
}

/** What a chronology is made of. Throws Refusal, with the problems, where the file could not be read. */
export function requireRead({ chronology, problems, offer }: ReadOutcome): {
  seed: Seed
  problems: (Problem | FoundProblem)[]
} {
  if (!chronology?.packedState) {
    const first = problems.find(({ severity }) => severity === 'error')
    const message = first
      ? sentence('chronologies.unreadable-file', { reason: first.message })
      : sentence('chronologies.unreadable')
    throw new Refusal(422, 'unreadable-file', message, { problems, offer })
  }
  const { title, events, packedState: state } = chronology
  return { seed: { title, events, state, isPacked: true }, problems }
}
