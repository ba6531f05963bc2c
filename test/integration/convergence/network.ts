/** The lines between tabs and server, in a seeded hand. */
import { type Mishap, type SeededRandom, settle, type Tab } from '@coeval/sync/testing'
import type { Server } from './server.ts'

const MISHAP_SHARE = 0.1
const MAX_FRAMES_AT_ONCE = 30
/** Above what makes the server hold back; the second is above what makes it cut the line if the tab keeps asking. */
const STALLED_BYTES = [2 * 1024 * 1024, 5 * 1024 * 1024] as const

export class Network {
  readonly #tabs: readonly Tab[]
  readonly #room: string
  readonly #random: SeededRandom

  constructor(tabs: readonly Tab[], room: string, random: SeededRandom) {
    this.#tabs = tabs
    this.#room = room
    this.#random = random
  }

  /** Some frames of a tab go to the server. */
  push(tab: Tab): void {
    for (let n = this.#random.below(MAX_FRAMES_AT_ONCE); n > 0 && tab.waitingToServer > 0; n--) {
      tab.pushOne(this.#mishap(tab))
    }
  }

  /** Some frames reach a tab, unless it does not read. */
  pull(tab: Tab): void {
    if (tab.queuedBytes > 0) return
    for (let n = this.#random.below(MAX_FRAMES_AT_ONCE); n > 0 && tab.waitingToTab > 0; n--) {
      tab.pullOne(this.#mishap(tab))
    }
  }

  stall(tab: Tab): void {
    tab.queuedBytes = this.#random.pick(STALLED_BYTES)
  }

  readAgain(tab: Tab): void {
    tab.queuedBytes = 0
  }

  cutAll(): void {
    for (const tab of this.#tabs) tab.disconnect()
  }

  async connectAll(server: Server): Promise<void> {
    for (const tab of this.#tabs) if (!tab.isConnected) tab.connect(server.host, this.#room)
    await settle()
  }

  /** Only a client without receipts can have a bad line: [D1] counts the frames of the others. */
  #mishap(tab: Tab): Mishap | undefined {
    if (tab.wantsReceipts || !this.#random.chance(MISHAP_SHARE)) return undefined
    return this.#random.pick(['repeat', 'lose', 'overtake'] as const)
  }
}
