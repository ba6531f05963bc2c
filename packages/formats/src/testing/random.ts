/** A small seeded generator (mulberry32), so that a failing chronology can be made again from its seed. */
export interface Random {
  /** 0 to n - 1. */
  int(n: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** Each with probability one half, in random order. */
  some<T>(items: readonly T[]): T[]
  shuffle<T>(items: readonly T[]): T[]
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const random: Random = {
    int: (n) => Math.floor(next() * n),
    chance: (probability) => next() < probability,
    pick: (items) => items[random.int(items.length)] as (typeof items)[number],
    some: (items) => random.shuffle(items).filter(() => random.chance(0.5)),
    shuffle: (items) => {
      const shuffled = [...items]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = random.int(i + 1)
        const swap = shuffled[i] as (typeof items)[number]
        shuffled[i] = shuffled[j] as (typeof items)[number]
        shuffled[j] = swap
      }
      return shuffled
    },
  }
  return random
}
