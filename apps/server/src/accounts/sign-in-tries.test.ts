import { beforeEach, expect, test } from 'vitest'
import { SignInTries, type SignInPlace } from './sign-in-tries.ts'

let nowMs: number
let tries: SignInTries

beforeEach(() => {
  nowMs = 1_000_000
  tries = new SignInTries(() => nowMs)
})

test('five per account and address, and others at the address are not slowed by these', () => {
  expect(wrong(8, () => ({ account: 'ada', address: 'x' }))).toBe(5)
  expect(wrong(1, () => ({ account: 'ben', address: 'x' }))).toBe(1)
  expect(wrong(1, () => ({ account: 'ada', address: 'y' }))).toBe(1)
})

test('fifty per address, whichever accounts are tried, and one every two seconds', () => {
  expect(wrong(300, (n) => ({ account: `nobody ${n}`, address: 'x' }))).toBe(50)
  expect(tries.at({ account: 'ada', address: 'x' }).wait()).toEqual({
    ms: 2000,
    why: 'tries.passwords',
  })
  nowMs += 10_000
  expect(wrong(300, (n) => ({ account: `nobody ${n}`, address: 'x' }))).toBe(5)
})

test('twenty per account from all addresses together', () => {
  expect(wrong(40, (n) => ({ account: 'ada', address: `${n}` }))).toBe(20)
})

test('who is right gives the try back, so a class of any size signs in from one address', () => {
  for (let n = 0; n < 300; n++) {
    const attempt = tries.at({ account: `student ${n}`, address: 'campus' })
    expect(attempt.take()).toBeUndefined()
    attempt.giveBack()
    attempt.giveBack()
  }
  expect(wrong(300, (n) => ({ account: `nobody ${n}`, address: 'campus' }))).toBe(50)
})

test('who has to wait for one of the limits takes nothing from the others', () => {
  expect(wrong(100, () => ({ account: 'ada', address: 'x' }))).toBe(5)
  expect(wrong(100, (n) => ({ account: 'ada', address: `${n}` }))).toBe(15)
  expect(wrong(100, (n) => ({ account: `nobody ${n}`, address: 'x' }))).toBe(45)
})

test('what strangers have used up slows nobody at a place from which the account was signed in to', () => {
  wrong(100, (n) => ({ account: 'ada', address: `${n}` }))
  wrong(100, (n) => ({ account: `nobody ${n}`, address: 'campus' }))
  expect(tries.at({ account: 'ada', address: 'campus' }).wait()).toBeDefined()
  const known = { account: 'ada', address: 'campus', known: { device: undefined } }
  // It has tries of its own, and no more than any place.
  expect(wrong(100, () => known)).toBe(5)
})

test('a device is a place of its own: who guesses at the address of the owner does not slow the device', () => {
  const known = { account: 'ada', address: 'campus', known: { device: undefined } }
  expect(wrong(100, () => known)).toBe(5)
  expect(wrong(100, () => ({ ...known, known: { device: 'laptop' } }))).toBe(5)
})

test('making accounts that are there already counts for the address', () => {
  for (let n = 0; n < 50; n++) expect(tries.signUpAt('x').take()).toBeUndefined()
  expect(tries.signUpAt('x').take()?.ms).toBeGreaterThan(0)
  expect(tries.at({ account: 'ada', address: 'x' }).wait()).toBeDefined()
})

/** How many of so many wrong passwords are looked at. */
function wrong(count: number, place: (n: number) => SignInPlace): number {
  return Array.from({ length: count }, (_, n) => tries.at(place(n)).take()).filter((wait) => wait === undefined).length
}
