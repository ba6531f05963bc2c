/** The problems found so far. Many of one kind are cut short: the reader has understood by then. */
import { shortenText, shownLine, shownText } from '../shown-text.ts'
import type { Problem } from '../problem.ts'

export const MAX_PROBLEMS_PER_KIND = 200

/** Where a problem is: a JSON Pointer, and the entry in words. */
export interface Location {
  path: string
  where: string
}

export class ProblemList {
  readonly #problems: Problem[] = []
  readonly #counts = new Map<string, { severity: Problem['severity']; count: number }>()

  /** `kind` groups problems for the cut; it is a few words that could follow "and 12 more:". */
  error(kind: string, place: Location, message: string): void {
    this.#add('error', kind, place, message)
  }

  warn(kind: string, place: Location, message: string): void {
    this.#add('warning', kind, place, message)
  }

  get hasErrors(): boolean {
    return [...this.#counts.values()].some(({ severity }) => severity === 'error')
  }

  /** Errors first, otherwise in the order in which they were found. */
  toArray(): Problem[] {
    const rest = [...this.#counts].flatMap(([kind, { severity, count }]): Problem[] => {
      if (count <= MAX_PROBLEMS_PER_KIND) return []
      return [{ severity, path: '', where: '', message: `And ${count - MAX_PROBLEMS_PER_KIND} more: ${kind}.` }]
    })
    const all = [...this.#problems, ...rest]
    return [
      ...all.filter((problem) => problem.severity === 'error'),
      ...all.filter((problem) => problem.severity === 'warning'),
    ]
  }

  #add(severity: Problem['severity'], kind: string, { path, where }: Location, message: string): void {
    const group = this.#counts.get(kind) ?? { severity, count: 0 }
    this.#counts.set(kind, group)
    group.count++
    if (group.count > MAX_PROBLEMS_PER_KIND) return
    // A key of a file may be as long as the file.
    this.#problems.push({ severity, path: shownLine(path, MAX_PATH_LENGTH), where, message })
  }
}

const SHOWN_LENGTH = 80
/** JSON Pointers of our own fields have less than 100. */
const MAX_PATH_LENGTH = 300

/** A value from the file in quotes, short enough for a sentence, and without power over the rest of it. */
export function quote(text: string): string {
  return shownText(JSON.stringify(shortenText(text, SHOWN_LENGTH)), Infinity)
}

/** As a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
