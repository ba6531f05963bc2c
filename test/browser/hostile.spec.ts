// Whatever stands in a document: the page and the server work on, for writers and for readers, and lose no entry.
import type { Browser } from '@playwright/test'
import { isUsableId } from '@coeval/chronology'
import { hostileDocument, ODD_IDS } from '@coeval/chronology/ydoc/testing'
import { SeededRandom } from '@coeval/sync/testing'
import { expect, openTab, test } from './fixtures.ts'
import { placeDocument } from './hostile/place.ts'
import { walk } from './hostile/walk.ts'
import { watch } from './hostile/watch.ts'

const DOCUMENTS = Number(process.env.COEVAL_DOCUMENTS ?? 3)
const FIRST_SEED = Number(process.env.COEVAL_SEED ?? process.env.COEVAL_FIRST_SEED ?? 1)
/** Documents of one server: it is to live through all of them. */
const PER_SERVER = 50
const PATIENCE_MS = 90_000
/**
 * A task of the page that is longer, three times out of three, is a frozen page. Among other tests on two cores that says
 * nothing of the page: there it is only told from one that hangs. The long run is for a machine that does nothing else.
 */
const FROZEN_MS = process.env.COEVAL_DOCUMENTS === undefined ? 15_000 : 1000
const FREEZES = 3

// What people have: the development build draws everything twice.
test.use({ build: 'production' })

for (let first = FIRST_SEED; first < FIRST_SEED + DOCUMENTS; first += PER_SERVER) {
  const seeds = Array.from({ length: Math.min(PER_SERVER, FIRST_SEED + DOCUMENTS - first) }, (_, n) => first + n)
  test(`hostile documents open for writers and readers, seeds ${first} to ${seeds.at(-1)}`, async ({
    browser,
    server,
  }) => {
    test.setTimeout(seeds.length * PATIENCE_MS)
    const key = await server.makeKey()
    const found: string[] = []
    for (const seed of seeds) {
      const { doc, updates, oddities, events } = hostileDocument(new SeededRandom(seed))
      const id = await placeDocument(server, updates, key)
      doc.destroy()
      const faults = await faultsOf(browser, server.url, id, [...events], seed)
      const exported = (await (await server.fetch(`/api/chronologies/${id}/export`)).json()) as {
        events?: { id: string }[]
      }
      // An id that no file can have is another one there.
      const inFile = new Set(exported.events?.map((event) => event.id))
      const lost = [...events].filter((event) => isUsableId('events', event) && !inFile.has(event))
      if (lost.length > 0) faults.push(`lost in the export: ${lost.join(', ')}`)
      if (inFile.size !== events.size) faults.push(`${events.size} events are ${inFile.size} in the export`)
      const list = await server.fetch('/api/chronologies')
      if (list.status !== 200) faults.push(`the list answers ${list.status}`)
      await (await server.owner()).send('PATCH', `/api/chronologies/${id}`, { trashed: true })
      const { status } = await (await server.owner()).send('DELETE', `/api/chronologies/${id}`)
      if (status !== 204) faults.push(`deleting answers ${status}`)
      if (faults.length > 0) found.push(`seed ${seed} (${oddities.join('; ')}):\n  ${faults.join('\n  ')}`)
    }
    expect(found.join('\n')).toBe('')
  })
}

async function faultsOf(browser: Browser, url: string, id: string, events: string[], seed: number): Promise<string[]> {
  const faults: string[] = []
  const opened = chosen(events, new SeededRandom(seed))
  for (const as of ['owner', 'nobody'] as const) {
    for (let attempt = 1; attempt <= FREEZES; attempt++) {
      const page = await openTab(browser, 'about:blank', { as })
      const watched = await watch(page)
      let thrown: string | undefined
      try {
        await walk(page, `${url}/c/${id}`, events, opened)
      } catch (error) {
        thrown = String(error)
      }
      const taken = await watched.take().catch((error: unknown) => ({ faults: [String(error)], longestTaskMs: 0 }))
      await page.context().close()
      if (thrown !== undefined) taken.faults.push(thrown)
      const isFrozen = taken.longestTaskMs > FROZEN_MS
      // Another program may have held the machine: what freezes the page does so every time.
      if (taken.faults.length === 0 && isFrozen && attempt < FREEZES) continue
      if (isFrozen) taken.faults.push(`frozen for ${taken.longestTaskMs.toFixed(0)} ms`)
      faults.push(...taken.faults.map((fault) => `${as}: ${fault.slice(0, 2000)}`))
      break
    }
  }
  return faults
}

/** The odd ones first. */
function chosen(events: readonly string[], random: SeededRandom): string[] {
  const odd = events.filter((id) => !/^[en]\d+$/.test(id) && id.length < 200 && !ODD_IDS.slice(0, 2).includes(id))
  const drawn = Array.from({ length: 3 }, () => odd[random.below(Math.max(odd.length, 1))])
  return [...drawn, events[0], events[random.below(Math.max(events.length, 1))]].filter((id) => id !== undefined)
}
