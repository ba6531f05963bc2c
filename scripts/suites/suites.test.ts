import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ROOT } from '../root.ts'
import { specsOf } from './changed.ts'
import { countPlaywright, countVitest } from './reports.ts'
import { type SuiteResult, allPassed, countTests, summarise } from './result.ts'

const makeResult = (change: Partial<SuiteResult>): SuiteResult => ({
  name: 'unit',
  passed: 1,
  failed: 0,
  seconds: 1,
  ...change,
})

describe('the closing table', () => {
  test('ends with the totals over all suites, alone on the last line', () => {
    const table = summarise([
      makeResult({ passed: 120, failed: 2 }),
      makeResult({ name: 'browser', passed: 30, failed: 1 }),
    ])
    expect(table.split('\n').at(-1)).toBe('150 passed, 3 failed')
    expect(table).toMatch(/browser +30 passed +1 failed/)
  })

  test('begins with the ten files that took longest', () => {
    const files = Array.from({ length: 12 }, (_, index) => ({ file: `${index}.test.ts`, seconds: index }))
    const lines = summarise([makeResult({ files: files.slice(0, 6) }), makeResult({ files: files.slice(6) })]).split(
      '\n',
    )
    const named = lines.filter((line) => line.includes('.test.ts'))
    expect(named).toHaveLength(10)
    expect(named[0]).toMatch(/11\.0 s +11\.test\.ts$/)
    expect(named.at(-1)).toMatch(/2\.0 s +2\.test\.ts$/)
    expect(lines.at(-1)).toBe('2 passed, 0 failed')
  })

  test('of no suites is no pass', () => {
    expect(summarise([])).toBe('0 passed, 0 failed')
    expect(allPassed([])).toBe(false)
  })
})

describe('a suite of tests', () => {
  test('that ran none has failed', () => {
    expect(countTests({ passed: 0, failed: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  test('of a change that no test knows of may run none', () => {
    expect(countTests({ passed: 0, failed: 0 }, 0, { mayBeEmpty: true })).toEqual({ passed: 0, failed: 0 })
  })

  test('that ends badly with every test passed has failed once', () => {
    expect(countTests({ passed: 9, failed: 0 }, 1)).toMatchObject({ passed: 9, failed: 1 })
  })

  test('with failed tests counts just these', () => {
    expect(countTests({ passed: 9, failed: 2 }, 1)).toEqual({ passed: 9, failed: 2 })
  })
})

test('a Vitest file that throws while it is loaded counts as one failure', () => {
  const took = { name: join(ROOT, 'a.test.ts'), startTime: 1000, endTime: 3500 }
  const passed = { ...took, status: 'passed', assertionResults: [{ status: 'passed' }] }
  const failed = { ...took, status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }
  const broken = { ...took, status: 'failed', assertionResults: [] }
  const report = { numPassedTests: 2, numFailedTests: 1, testResults: [passed, failed, broken] }
  expect(countVitest(report)).toMatchObject({ passed: 2, failed: 2 })
  expect(countVitest(report).files[0]).toEqual({ file: 'a.test.ts', seconds: 2.5 })
})

test('a Playwright test that passed only at the second try, and an error outside tests, are failures', () => {
  const specs = [{ tests: [{ results: [{ duration: 1500 }, { duration: 500 }] }] }]
  const suites = [{ file: 'a.spec.ts', specs, suites: [{ file: 'a.spec.ts', specs }] }]
  const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
  const report = { stats, errors: [{ message: 'no server' }], suites }
  expect(countPlaywright(report)).toMatchObject({ passed: 5, failed: 3 })
  expect(countPlaywright(report).files).toEqual([{ file: 'test/browser/a.spec.ts', seconds: 4 }])
})

test('of a change those browser tests run that changed, or that import what did', () => {
  expect(specsOf(['test/browser/crash.spec.ts', 'README.md'])).toEqual(['test/browser/crash.spec.ts'])
  expect(specsOf(['test/browser/layered.ts'])).toContain('test/browser/layers.spec.ts')
  expect(specsOf(['apps/web/src/main.tsx'])).toEqual([])
})
