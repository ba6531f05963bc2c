import type { FoundProblem, Problem } from '../problem.ts'
import { english } from './english.ts'
import type { Said } from './said-types.ts'
import { capital, type Speaker } from './speaker.ts'

/**
 * A problem, said in English already: for logs, tests and whoever has no catalogue.
 *
 * @param speak the English of the package that found it
 */
export function foundProblem(
  { severity, path, where, said }: { severity: Problem['severity']; path: string; where: Said | null; said: Said },
  speak: Speaker = english,
): FoundProblem {
  return {
    severity,
    path,
    where: where ? speak(where) : '',
    message: capital(speak(said)),
    said,
    ...(where && { saidWhere: where }),
  }
}

/** The problem as a person reads it, without what it was made of. `null` leaves it in English. */
export function sayProblem(problem: Problem | FoundProblem, speak: Speaker | null): Problem {
  const { severity, path, where, message } = problem
  if (speak === null || !('said' in problem)) return { severity, path, where, message }
  const { said, saidWhere } = problem
  return { severity, path, where: saidWhere ? speak(saidWhere) : where, message: capital(speak(said)) }
}
