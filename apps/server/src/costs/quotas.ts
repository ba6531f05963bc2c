/**
 * How much one account may keep, and one chronology may have. Not for the owner of the instance, who sets the limits, and
 * not for the command line. What is there already stays, also where a limit is set below it.
 */
import { FailureLimits } from '../access/failure-limits.ts'
import { personOf, type Principal } from '../access/principal.ts'
import { inOrder } from '../process/mutex.ts'
import { Refusal } from '../refusal.ts'
import type { Storage } from '../storage/contract/index.ts'
import { type Sentence, sentence } from '../messages/sentence.ts'

export interface QuotaLimits {
  chronologiesPerPerson: number
  bytesPerPerson: number
  keysPerPerson: number
  linksPerChronology: number
  peoplePerChronology: number
  joinsPerLinkAMinute: number
}

export interface QuotasOptions {
  storage: Storage
  limits: QuotaLimits
  nowMs: () => number
}

const MIB = 1024 * 1024
const MINUTE_MS = 60_000
const LOOK_EVERY_MS = 30_000

export class Quotas {
  readonly #storage: Storage
  readonly #limits: QuotaLimits
  readonly #joins: FailureLimits
  /** Counting and adding, or many at once would all find room. By person or chronology, while there is anything. */
  readonly #queues = new Map<string, { run: ReturnType<typeof inOrder>; waiting: number }>()
  #full: ReadonlySet<string> = new Set()
  #timer: NodeJS.Timeout | undefined

  constructor({ storage, limits, nowMs }: QuotasOptions) {
    this.#storage = storage
    this.#limits = limits
    const { joinsPerLinkAMinute: most } = limits
    this.#joins = new FailureLimits({ most, everyMs: MINUTE_MS / most }, nowMs)
  }

  /** Makes a chronology for the person who asks. Throws Refusal. */
  makeChronology<T>(who: Principal, make: () => Promise<T>): Promise<T> {
    const person = limited(who)
    if (person === undefined) return make()
    return this.#oneByOne(person, async () => {
      const { chronologies, bytes } = await this.#storage.usage.ownedBy(person)
      const { chronologiesPerPerson, bytesPerPerson } = this.#limits
      if (chronologies >= chronologiesPerPerson) {
        throw full(
          'too-many-chronologies',
          sentence('quotas.too-many-chronologies', { chronologies, chronologiesPerPerson }),
        )
      }
      if (bytes >= bytesPerPerson) throw full('too-many-bytes', this.#tooManyBytes(bytes))
      return make()
    })
  }

  /** Throws Refusal. */
  makeKey<T>(who: Principal, make: () => Promise<T>): Promise<T> {
    const person = limited(who)
    if (person === undefined) return make()
    return this.#oneByOne(person, async () => {
      const [count, most] = [await this.#storage.usage.keyCount(person), this.#limits.keysPerPerson]
      if (count < most) return make()
      throw full('too-many-keys', sentence('quotas.too-many-keys', { count }))
    })
  }

  /** Throws Refusal. */
  makeLink<T>(who: Principal, chronology: string, make: () => Promise<T>): Promise<T> {
    if (limited(who) === undefined) return make()
    return this.#oneByOne(chronology, async () => {
      const [count, most] = [await this.#storage.usage.linkCount(chronology), this.#limits.linksPerChronology]
      if (count < most) return make()
      throw full('too-many-links', sentence('quotas.too-many-links', { count }))
    })
  }

  /** Somebody who has no place in the chronology yet is to get one. Throws Refusal. */
  addPerson<T>(chronology: string, add: () => Promise<T>): Promise<T> {
    return this.#oneByOne(chronology, async () => {
      const [count, most] = [await this.#storage.usage.peopleCount(chronology), this.#limits.peoplePerChronology]
      if (count < most) return add()
      throw full('too-many-people', sentence('quotas.too-many-people', { count }))
    })
  }

  /** One more person uses a link for the first time. Throws Refusal. */
  takeJoin(link: string): void {
    const waitMs = this.#joins.take(link)
    if (waitMs === 0) return
    const seconds = Math.max(1, Math.ceil(waitMs / 1000))
    throw new Refusal(429, 'too-many-joins', sentence('quotas.too-many-joins', { seconds }), { retryAfterS: seconds })
  }

  /** Whether a chronology may grow: its owner may have too much. As it was at most half a minute ago. */
  readonly mayGrow = (chronology: string): boolean => !this.#full.has(chronology)

  /** Looks now, and from now on. */
  async watch(): Promise<void> {
    this.#timer ??= setInterval(() => {
      this.look().catch(() => {
        // The database fails, and says so elsewhere; what was full stays so.
      })
    }, LOOK_EVERY_MS).unref()
    await this.look()
  }

  async look(): Promise<void> {
    this.#full = new Set(await this.#storage.usage.chronologiesOver(this.#limits.bytesPerPerson))
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  #tooManyBytes(bytes: number): Sentence {
    const inMib = (count: number) => Math.ceil(count / MIB)
    return sentence('quotas.too-many-bytes', { used: inMib(bytes), most: inMib(this.#limits.bytesPerPerson) })
  }

  async #oneByOne<T>(key: string, work: () => Promise<T>): Promise<T> {
    const queue = this.#queues.get(key) ?? { run: inOrder(), waiting: 0 }
    this.#queues.set(key, queue)
    queue.waiting++
    try {
      return await queue.run(work)
    } finally {
      if (--queue.waiting === 0) this.#queues.delete(key)
    }
  }
}

function limited(who: Principal): string | undefined {
  const person = personOf(who)
  return person && !person.isOwner ? person.id : undefined
}

function full(code: string, said: Sentence): Refusal {
  return new Refusal(403, code, said)
}
