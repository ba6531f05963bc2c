/** Small files to check, and what is said of them. For tests. */
import { compareText } from '../../index.ts'
import type { Problem } from '../../problem.ts'
import { checkChronology } from '../index.ts'

export type Fields = Record<string, unknown>

export function file(fields: Fields = {}): Fields {
  return { format: 'coeval-chronology', version: 1, meta: { title: 'CAJ' }, ...fields }
}

export function event(fields: Fields = {}): Fields {
  return { id: 'e1', title: 'Treaty', ...fields }
}

export function paragraph(...content: unknown[]): Fields {
  return { type: 'doc', content: [{ type: 'paragraph', content }] }
}

export function read(input: unknown) {
  const result = checkChronology(input)
  if (!result.chronology) throw new Error(JSON.stringify(result.problems, null, 2))
  return { ...result, chronology: result.chronology }
}

export function warnings(input: unknown): string[] {
  return read(input).problems.map(({ severity, path }) => `${severity} ${path}`)
}

export function errors(input: unknown): Problem[] {
  const { chronology, problems } = checkChronology(input)
  if (chronology) throw new Error('it was read')
  return problems.filter((problem) => problem.severity === 'error')
}

/** What is said of a file that is read, each as its place and its sentence, by place. */
export function sentences(input: unknown): [string, string][] {
  return read(input)
    .problems.map(({ path, message }): [string, string] => [path, message])
    .sort(([a], [b]) => compareText(a, b))
}

/** All that is said of a file, read or not. */
export function allOf(input: unknown): Problem[] {
  return checkChronology(input).problems
}
