/**
 * Which passwords may be tried. Wrong ones are counted three ways: per account and address, per address (who tries many
 * accounts), and per account (who tries from many addresses). Right ones give their try back.
 *
 * Who guesses from many addresses uses up what an account has for strangers, and must not thereby keep its owner out. So
 * a place from which the account was signed in to before counts for itself alone, whatever others have used up.
 */
import { type FailureLimit, FailureLimits } from '../access/failure-limits.ts'
import type { TriesKey } from '../access/refusals.ts'

export interface SignInPlace {
  /** A hash of the e-mail, whether or not there is such an account. */
  account: string
  /** As limits count it. */
  address: string
  /** The account was signed in to from here before; `device`: in this very browser. */
  known?: { device: string | undefined }
}

/** How long to wait, and why. */
export interface Wait {
  ms: number
  why: TriesKey
}

const PER_ACCOUNT_AND_ADDRESS: FailureLimit = { most: 5, everyMs: 20_000 }
/** A class of 300 has one address, and one in six of them mistypes. */
const PER_ADDRESS: FailureLimit = { most: 50, everyMs: 2000 }
const PER_ACCOUNT: FailureLimit = { most: 20, everyMs: 10_000 }

interface Counted {
  limits: FailureLimits
  key: string
  why: TriesKey
}

/** One password, as yet neither right nor wrong. */
export class SignInTry {
  readonly #counted: readonly Counted[]
  #isTaken = false

  constructor(counted: readonly Counted[]) {
    this.#counted = counted
  }

  /** Undefined where it may be tried now. Takes nothing. */
  wait(): Wait | undefined {
    for (const { limits, key, why } of this.#counted) {
      const ms = limits.waitMs(key)
      if (ms > 0) return { ms, why }
    }
    return undefined
  }

  /** To be called right before it is looked at, or hundreds that are right would use up what there is for the wrong. */
  take(): Wait | undefined {
    // Who has to wait for one of them takes nothing from the others.
    const wait = this.wait()
    if (wait) return wait
    for (const { limits, key } of this.#counted) limits.take(key)
    this.#isTaken = true
    return undefined
  }

  /** It was right, or nothing was found out. */
  giveBack(): void {
    if (!this.#isTaken) return
    this.#isTaken = false
    for (const { limits, key } of this.#counted) limits.giveBack(key)
  }
}

export class SignInTries {
  readonly #perAccountAndAddress: FailureLimits
  readonly #perAddress: FailureLimits
  readonly #perAccount: FailureLimits

  constructor(nowMs: () => number) {
    this.#perAccountAndAddress = new FailureLimits(PER_ACCOUNT_AND_ADDRESS, nowMs)
    this.#perAddress = new FailureLimits(PER_ADDRESS, nowMs)
    this.#perAccount = new FailureLimits(PER_ACCOUNT, nowMs)
  }

  at({ account, address, known }: SignInPlace): SignInTry {
    const place = known?.device === undefined ? address : `device ${known.device}`
    const here = { limits: this.#perAccountAndAddress, key: `${account} ${place}`, why: 'tries.password' as const }
    if (known) return new SignInTry([here])
    return new SignInTry([
      here,
      ...this.#ofAddress(address),
      { limits: this.#perAccount, key: account, why: 'tries.password' },
    ])
  }

  /** Making an account tells whether there is one already: that is a try of the address. */
  signUpAt(address: string): SignInTry {
    return new SignInTry(this.#ofAddress(address))
  }

  #ofAddress(address: string): Counted[] {
    return [{ limits: this.#perAddress, key: address, why: 'tries.passwords' }]
  }
}
