/** What was written after the command, read and checked. */
import { parseArgs } from 'node:util'
import { MAX_DAYS } from '@coeval/api'
import { t } from '../messages/sentence.ts'

export type Options = ReturnType<typeof parseOptions>['values']

/** The command line was not understood. */
export class UsageError extends Error {}

const DAY_MS = 24 * 3_600_000

/** Throws UsageError. */
export function parseOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
        format: { type: 'string' },
        title: { type: 'string' },
        encoding: { type: 'string' },
        role: { type: 'string' },
        label: { type: 'string' },
        days: { type: 'string' },
        uses: { type: 'string' },
        scope: { type: 'string' },
        name: { type: 'string' },
        chronology: { type: 'string' },
        force: { type: 'boolean' },
      },
    })
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** One of these. Throws UsageError. */
export function choice<T extends string>(option: string, value: string | undefined, choices: readonly T[]): T {
  const found = choices.find((each) => each === value)
  if (found !== undefined) return found
  throw new UsageError(t('commandLine.give-one-of', { option, choices: choices.join(', ') }))
}

/** A whole number from 1; undefined where it was not given. Throws UsageError. */
export function count(option: string, value: string | undefined, most = MAX_DAYS): number | undefined {
  if (value === undefined) return undefined
  const number = Number(value)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new UsageError(t('commandLine.give-number', { option, most }))
}

/** Ms since 1970; null: never. */
export function inDays(days: number | undefined): number | null {
  return days === undefined ? null : Date.now() + days * DAY_MS
}

/** `expected` names what is missing; `optional`: so many more may follow. Throws UsageError. */
export function expectOperands(command: string, operands: string[], expected: string[], optional = 0): string[] {
  const missing = expected[operands.length]
  if (missing !== undefined) throw new UsageError(t('commandLine.needs', { command, missing }))
  const most = expected.length + optional
  if (operands.length > most)
    throw new UsageError(t('commandLine.unexpected-operand', { command, operand: operands[most] ?? '' }))
  return operands
}
