/** Processes that a suite started and did not end, found by a mark in the environment, which each hands on to the next. */
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type { SuiteOutcome } from './result.ts'

const MARK = 'STARTED_BY_TEST_RUN'
/** A process that was told to end may take a moment. */
const PATIENCE_MS = 5000
const LOOK_EVERY_MS = 100

export interface LeftBehind {
  pid: number
  commandLine: string
}

/**
 * Run a suite. Where a process of it is left, that is printed and ended, and counts as one failure. Only Linux tells
 * the environment of processes; elsewhere none is found.
 */
export async function withNothingLeft(
  suite: () => Promise<SuiteOutcome>,
  { patienceMs = PATIENCE_MS, print = printToTerminal } = {},
): Promise<SuiteOutcome> {
  const mark = randomUUID()
  const before = process.env[MARK]
  process.env[MARK] = mark
  try {
    const outcome = await suite()
    const left = await leftAfter(mark, patienceMs)
    if (left.length === 0) return outcome
    print(`Left behind, and ended now:\n${left.map(({ pid, commandLine }) => `  ${pid} ${commandLine}\n`).join('')}`)
    for (const { pid } of left) end(pid)
    return { ...outcome, failed: outcome.failed + 1, note: `left ${left.length} processes behind` }
  } finally {
    if (before === undefined) delete process.env[MARK]
    else process.env[MARK] = before
  }
}

function printToTerminal(text: string): void {
  process.stdout.write(text)
}

async function leftAfter(mark: string, patienceMs: number): Promise<LeftBehind[]> {
  const untilMs = performance.now() + patienceMs
  for (;;) {
    const left = marked(mark)
    if (left.length === 0 || performance.now() > untilMs) return left
    await wait(LOOK_EVERY_MS)
  }
}

/** All processes but this one that carry the mark. */
function marked(mark: string): LeftBehind[] {
  if (process.platform !== 'linux') return []
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
  return pids
    .filter((pid) => readOf(pid, 'environ').includes(`${MARK}=${mark}`))
    .map((pid) => ({ pid: Number(pid), commandLine: readOf(pid, 'cmdline').split('\0').join(' ').trim() }))
}

/** Empty where it has just ended, or belongs to somebody else. */
function readOf(pid: string, file: 'environ' | 'cmdline'): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}
