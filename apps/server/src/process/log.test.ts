import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from './log.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-log-'))
})

afterEach(() => rmSync(folder, { recursive: true }))

test('a log that has grown too large is put aside while the program runs, and goes on', () => {
  const file = join(folder, 'coeval.log')
  const log = createLog({ level: 'info', file, maxBytes: 1000 })
  for (let n = 0; n < 50; n++) log.info({ n }, 'a line')
  const lines = [`${file}.1`, file].flatMap((path) => readFileSync(path, 'utf8').trim().split('\n'))
  const numbers = lines.map((line) => (JSON.parse(line) as { n: number }).n)
  expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => 50 - numbers.length + n))
  expect(statSync(file).size + statSync(`${file}.1`).size).toBeLessThan(2500)
})

test('a log that was large when the program started is put aside at its first line', () => {
  const file = join(folder, 'coeval.log')
  createLog({ level: 'info', file }).info('x'.repeat(2000))
  createLog({ level: 'info', file, maxBytes: 1000 }).info('new')
  expect(readFileSync(file, 'utf8')).toMatch(/^.*"new".*\n$/)
  expect(existsSync(`${file}.1`)).toBe(true)
})

test('a full disk under the log file harms nobody', () => {
  const log = createLog({ level: 'info', file: '/dev/full', maxBytes: Infinity })
  for (let n = 0; n < 10; n++) log.info('nobody hears this')
})

test('a full disk behind standard error does not end the process', () => {
  const program = `
    import { createLog } from ${JSON.stringify(new URL('./log.ts', import.meta.url).href)}
    const log = createLog({ level: 'info' })
    for (let n = 0; n < 10; n++) log.info('nobody hears this')
    setTimeout(() => { log.info('nor this'); process.stdout.write('alive') }, 50)`
  const { stdout, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')],
    encoding: 'utf8',
  })
  expect({ stdout, status }).toEqual({ stdout: 'alive', status: 0 })
})

test('no line of the log is as long as what somebody sent, nor reads in another order', () => {
  const file = join(folder, 'coeval.log')
  const long = `\u202e${'x'.repeat(3_000_000)}`
  const error = Object.assign(new Error(long), { code: 'E_LONG' })
  createLog({ level: 'info', file }).error({ err: error, path: long, room: long, chronology: long }, 'a request failed')
  const text = readFileSync(file, 'utf8')
  expect(text.length).toBeLessThan(15_000)
  expect(text).not.toContain('\u202e')
  const line = JSON.parse(text) as { err: { message: string; stack: string; code: string }; path: string }
  expect([line.err.code, line.path.slice(0, 9)]).toEqual(['E_LONG', '⟨U+202E⟩x'])
  expect(line.err.stack).toContain('Error')
})
