/**
 * [F4] Time of the thread that serves sockets, charged to the person who causes it, whatever socket, room or request it is
 * spent by. A person first. The address comes second and is looser, for a whole class has one: nobody is sent away for
 * what others of the address did; only how long one slow update may take grows short there. Where nobody knows a person, the
 * address is all there is, and pays.
 */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Payer } from '@coeval/sync'
import { personOf, type Principal } from '../access/principal.ts'
import { limitedAddress } from '../net/client-address.ts'
import { Spending, type SpendingLimits } from './spending.ts'

/** Some of one core; a person who writes as fast as they can takes a hundredth of it. */
const BURST_S = 10
const SLOW_BURST_MS = 2000
const SLOW_MS_PER_SECOND = 20
/** Of an address, as many times as much. */
const ADDRESS_FACTOR = 5
/** Above that many, those who have cost nothing lately are forgotten; and when there are twice as many as then. */
const MANY = 10_000
/** Of a flood of newcomers: then the oldest go. */
const MAX_KEPT = 200_000

export interface CostsOptions {
  /** Of one core, what one person may keep busy. */
  percentPerPerson: number
  nowMs: () => number
}

export interface RequestPayer extends Payer {
  /** 0, or how long it must wait. */
  readonly waitMs: number
}

export class Costs {
  readonly #nowMs: () => number
  readonly #ofPerson: SpendingLimits
  readonly #ofAddress: SpendingLimits
  readonly #spendings = new Map<string, Spending>()
  readonly #asking = new AsyncLocalStorage<Payer>()
  #forgetAbove = MANY

  constructor({ percentPerPerson, nowMs }: CostsOptions) {
    const msPerSecond = percentPerPerson * 10
    this.#nowMs = nowMs
    this.#ofPerson = {
      burstMs: msPerSecond * BURST_S,
      msPerSecond,
      slowBurstMs: SLOW_BURST_MS,
      slowMsPerSecond: SLOW_MS_PER_SECOND,
    }
    this.#ofAddress = {
      burstMs: msPerSecond * BURST_S * ADDRESS_FACTOR,
      msPerSecond: msPerSecond * ADDRESS_FACTOR,
      slowBurstMs: SLOW_BURST_MS * ADDRESS_FACTOR,
      slowMsPerSecond: SLOW_MS_PER_SECOND * ADDRESS_FACTOR,
    }
  }

  /** People and addresses that are remembered. */
  get size(): number {
    return this.#spendings.size
  }

  /** Undefined for the command line on this machine, which may do what it likes. */
  payerFor(who: Principal, address: string): RequestPayer | undefined {
    if (who.kind === 'machine') return undefined
    const person = personOf(who)
    const place = `address ${limitedAddress(address)}`
    return person ? this.#person(`person ${person.id}`, place) : this.#nobody(place)
  }

  /** What `work` causes the rooms to load and read is on this payer. */
  onAccountOf<T>(payer: Payer | undefined, work: () => T): T {
    return payer ? this.#asking.run(payer, work) : work()
  }

  /** For the room host: what was loaded or read for the present caller. */
  readonly spent = (ms: number): void => this.#asking.getStore()?.spent(ms)

  #person(key: string, place: string): RequestPayer {
    const nowMs = this.#nowMs
    const own = () => this.#at(key, this.#ofPerson)
    const shared = () => this.#at(place, this.#ofAddress)
    return {
      get waitMs() {
        return own().waitMs(nowMs())
      },
      get mayGoOn() {
        return own().waitMs(nowMs()) === 0
      },
      get patienceMs() {
        return Math.min(own().patienceMs(nowMs()), shared().patienceMs(nowMs()))
      },
      spent(ms) {
        own().spent(ms, nowMs())
        shared().spent(ms, nowMs())
      },
      struck: () => own().struck(nowMs()),
    }
  }

  #nobody(place: string): RequestPayer {
    const nowMs = this.#nowMs
    const shared = () => this.#at(place, this.#ofAddress)
    return {
      get waitMs() {
        return shared().waitMs(nowMs())
      },
      get mayGoOn() {
        return shared().waitMs(nowMs()) === 0
      },
      get patienceMs() {
        return shared().patienceMs(nowMs())
      },
      spent: (ms) => shared().spent(ms, nowMs()),
      struck: () => shared().struck(nowMs()),
    }
  }

  #at(key: string, limits: SpendingLimits): Spending {
    const known = this.#spendings.get(key)
    if (known) return known
    const nowMs = this.#nowMs()
    if (this.#spendings.size >= this.#forgetAbove) this.#forgetBlank(nowMs)
    const spending = new Spending(limits, nowMs)
    this.#spendings.set(key, spending)
    return spending
  }

  #forgetBlank(nowMs: number): void {
    for (const [key, spending] of this.#spendings) if (spending.isBlank(nowMs)) this.#spendings.delete(key)
    for (const oldest of this.#spendings.keys()) {
      if (this.#spendings.size < MAX_KEPT) break
      this.#spendings.delete(oldest)
    }
    this.#forgetAbove = Math.min(MAX_KEPT, Math.max(MANY, 2 * this.#spendings.size))
  }
}
