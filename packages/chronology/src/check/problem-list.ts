/** The problems found so far. Many of one kind are cut short: the reader has understood by then. */
import { foundProblem, type PlainKey, type Said, said } from '../messages/index.ts'
import type { FoundProblem, Problem } from '../problem.ts'
import { shortenText, shownLine, shownText } from '../shown-text.ts'

export const MAX_PROBLEMS_PER_KIND = 200

/** Where a problem is: a JSON Pointer, and the entry in words. */
export interface Location {
  path: string
  where: Said
}

/** Groups problems for the cut: a few words that could follow "and 12 more:". */
export type ProblemKind = Extract<PlainKey, `kind.${string}`> | Said

interface Group {
  kind: Said
  severity: Problem['severity']
  count: number
}

export class ProblemList {
  readonly #problems: FoundProblem[] = []
  readonly #counts = new Map<string, Group>()

  error(kind: ProblemKind, place: Location, message: Said): void {
    this.#add('error', kind, place, message)
  }

  warn(kind: ProblemKind, place: Location, message: Said): void {
    this.#add('warning', kind, place, message)
  }

  get hasErrors(): boolean {
    return [...this.#counts.values()].some(({ severity }) => severity === 'error')
  }

  /** Errors first, otherwise in the order in which they were found. */
  toArray(): FoundProblem[] {
    const rest = [...this.#counts.values()].flatMap(({ kind, severity, count }): FoundProblem[] => {
      if (count <= MAX_PROBLEMS_PER_KIND) return []
      const more = said('more', { count: count - MAX_PROBLEMS_PER_KIND, kind })
      return [foundProblem({ severity, path: '', where: null, said: more })]
    })
    const all = [...this.#problems, ...rest]
    return [
      ...all.filter((problem) => problem.severity === 'error'),
      ...all.filter((problem) => problem.severity === 'warning'),
    ]
  }

  #add(severity: Problem['severity'], kind: ProblemKind, { path, where }: Location, message: Said): void {
    const name = typeof kind === 'string' ? kind : JSON.stringify(kind)
    const group = this.#counts.get(name) ?? {
      kind: typeof kind === 'string' ? { key: kind } : kind,
      severity,
      count: 0,
    }
    this.#counts.set(name, group)
    group.count++
    if (group.count > MAX_PROBLEMS_PER_KIND) return
    // A key of a file may be as long as the file.
    this.#problems.push(foundProblem({ severity, path: shownLine(path, MAX_PATH_LENGTH), where, said: message }))
  }
}

const SHOWN_LENGTH = 80
/** JSON Pointers of our own fields have less than 100. */
const MAX_PATH_LENGTH = 300

/** A value from the file in quotes, short enough for a sentence, and without power over the rest of it. */
export function quote(text: string): string {
  return shownText(JSON.stringify(shortenText(text, SHOWN_LENGTH)), Infinity)
}
