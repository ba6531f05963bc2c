import { describe, expect, test } from 'vitest'
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

  test('of no suites is no pass', () => {
    expect(summarise([])).toBe('0 passed, 0 failed')
    expect(allPassed([])).toBe(false)
  })
})

describe('a suite of tests', () => {
  test('that ran none has failed', () => {
    expect(countTests({ passed: 0, failed: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  test('that ends badly with every test passed has failed once', () => {
    expect(countTests({ passed: 9, failed: 0 }, 1)).toMatchObject({ passed: 9, failed: 1 })
  })

  test('with failed tests counts just these', () => {
    expect(countTests({ passed: 9, failed: 2 }, 1)).toEqual({ passed: 9, failed: 2 })
  })
})

test('a Vitest file that throws while it is loaded counts as one failure', () => {
  const passed = { status: 'passed', assertionResults: [{ status: 'passed' }] }
  const failed = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }
  const broken = { status: 'failed', assertionResults: [] }
  const report = { numPassedTests: 2, numFailedTests: 1, testResults: [passed, failed, broken] }
  expect(countVitest(report)).toEqual({ passed: 2, failed: 2 })
})

test('a Playwright test that passed only at the second try, and an error outside tests, are failures', () => {
  const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{ message: 'no server' }] }
  expect(countPlaywright(report)).toEqual({ passed: 5, failed: 3 })
})
