// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest'
import { findUnsavedCopies } from './unsaved-copies.ts'
import { forgetRows, unsavedByCopy, UnsavedLedger } from './unsaved-ledger.ts'

afterEach(() => localStorage.clear())

test('the next visit knows how many changes were not saved', () => {
  new UnsavedLedger('coeval:caj:g1', 1).keep(3, 7)
  expect(new UnsavedLedger('coeval:caj:g1', 2).inherited).toBe(3)
  expect(new UnsavedLedger('coeval:caj:g2', 2).inherited).toBe(0)
})

test('a tab that has saved its own changes does not strike out what another tab left behind', () => {
  const mine = new UnsavedLedger('copy', 1)
  const theirs = new UnsavedLedger('copy', 2)
  theirs.keep(2, 2)
  mine.keep(1, 1)
  mine.keep(0, 1)
  expect(new UnsavedLedger('copy', 3).inherited).toBe(2)
})

test('what was inherited is struck out once the server has it, except where its tab has gone on meanwhile', () => {
  const living = new UnsavedLedger('copy', 1)
  living.keep(1, 1)
  new UnsavedLedger('copy', 2).keep(4, 4)
  const next = new UnsavedLedger('copy', 3)
  expect(next.inherited).toBe(5)
  living.keep(0, 1)
  living.keep(1, 2)
  next.settleInherited()
  expect(new UnsavedLedger('copy', 4).inherited).toBe(1)
})

test('what was given up is not told of again', () => {
  const ledger = new UnsavedLedger('coeval:caj:g1', 1)
  ledger.keep(2, 2)
  new UnsavedLedger('coeval:caj:g1:1', 2).keep(1, 1)
  forgetRows('coeval:caj:g1')
  expect(new UnsavedLedger('coeval:caj:g1', 3).inherited).toBe(0)
  expect(new UnsavedLedger('coeval:caj:g1:1', 3).inherited).toBe(1)
})

test('what is unsaved in other copies of a chronology is found, and not that of other chronologies', () => {
  new UnsavedLedger('coeval:caj:g1', 1).keep(2, 2)
  new UnsavedLedger('coeval:caj:g1', 2).keep(1, 1)
  new UnsavedLedger('coeval:caj:g2', 3).keep(4, 4)
  new UnsavedLedger('coeval:caj2:g1', 4).keep(5, 5)
  expect(findUnsavedCopies('caj', 'coeval:caj:g2', null)).toEqual([{ copy: 'coeval:caj:g1', changes: 3 }])
})

test('where the browser blocks storage nothing throws, and nobody claims to know', () => {
  const kept = Object.getOwnPropertyDescriptor(window, 'localStorage')!
  Object.defineProperty(window, 'localStorage', {
    configurable: true,
    get() {
      throw new DOMException('blocked', 'SecurityError')
    },
  })
  try {
    const ledger = new UnsavedLedger('copy', 1)
    ledger.keep(1, 1)
    ledger.settleInherited()
    forgetRows('copy')
    expect(unsavedByCopy('coeval:')).toEqual(new Map())
    expect(ledger.isKept).toBe(false)
    expect(ledger.inherited).toBe(0)
  } finally {
    Object.defineProperty(window, 'localStorage', kept)
  }
})
