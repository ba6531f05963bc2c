import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { ROOT } from '../../scripts/root.ts'
import { buildBareVis } from './bare-vis/build.ts'
import type { ServerProcess } from '../server-process.ts'
import { openBrowser, openPage, startProduction, VIEWPORT } from './browser.ts'
import { type FrameFigures, followMetrics, measureGesture } from './gestures.ts'
import { fileOf, type ManyEvents, manyEvents } from './many-events.ts'
import { percentile, type Figure } from './statistics.ts'

const ROUNDS = 3
const MANY = 10_000
const YEAR = { fromMs: Date.UTC(2007, 0, 1), toMs: Date.UTC(2008, 0, 1) }
const WHOLE = { fromMs: Date.UTC(1990, 0, 1), toMs: Date.UTC(2026, 0, 1) }
const SCENES = ['whole zoom', 'whole pan', 'year zoom', 'year pan'] as const

export interface SceneFigures {
  what: string
  scene: (typeof SCENES)[number]
  ours: FrameFigures
  peer: FrameFigures
}

/**
 * Frames of the timeline while it is zoomed and panned by the wheel, with everything in the window and with one year in
 * it, beside vis-timeline by itself with the same events in the same box. Medians of three pages each. The import of the
 * large chronology and its opening are timed on the way.
 */
export async function runTimelineFrames(): Promise<{ scenes: SceneFigures[]; times: Figure[] }> {
  const server = await startProduction()
  const browser = await openBrowser()
  try {
    const bare = await buildBareVis()
    const many = manyEvents(MANY)
    const importing: number[] = []
    const opening: number[] = []
    let address = ''
    for (let round = 0; round < ROUNDS; round++) {
      const beganMs = performance.now()
      address = await importFile(server, fileOf(many))
      importing.push(performance.now() - beganMs)
    }
    const scenes: SceneFigures[] = []
    for (const [what, url, data] of [
      ['CAJ', `${server.url}/c/caj`, await cajEvents()],
      [`${MANY.toLocaleString('en')} events`, address, many],
    ] as const) {
      const ours: FrameFigures[][] = []
      const peer: FrameFigures[][] = []
      for (let round = 0; round < ROUNDS; round++) {
        ours.push(await measureOurs(browser, url, (ms) => data === many && opening.push(ms)))
        // Drawing them all takes bare vis-timeline so long that once must do.
        if (data !== many || round === 0) peer.push(await measureBare(browser, bare, data))
      }
      for (const [index, scene] of SCENES.entries()) {
        const at = (rounds: FrameFigures[][]) => medians(rounds.flatMap((round) => round[index] ?? []))
        scenes.push({ what, scene, ours: at(ours), peer: at(peer) })
      }
    }
    return {
      scenes,
      times: [
        { name: `import of ${MANY} events through the API`, valuesMs: importing },
        { name: `${MANY} events: navigation to first event drawn`, valuesMs: opening },
      ],
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

async function measureOurs(browser: Browser, url: string, onOpen: (ms: number) => void): Promise<FrameFigures[]> {
  const { page, context } = await openPage(browser)
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('.tl-event')) performance.mark('first-event')
      else requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })
  await page.goto(`${url}#view=timeline`)
  await page.locator('.tl-event').first().waitFor({ state: 'attached' })
  onOpen(await page.evaluate(() => performance.getEntriesByName('first-event')[0]?.startTime ?? Number.NaN))
  await settled(page)
  const cdp = await followMetrics(context, page)
  const figures = [await measureGesture(page, cdp, 'zoom')]
  await settled(page)
  figures.push(await measureGesture(page, cdp, 'pan'))
  await page.evaluate(() => {
    location.hash = '#from=2007-01-01&to=2008-01-01&view=timeline'
  })
  await settled(page)
  figures.push(await measureGesture(page, cdp, 'zoom'))
  await settled(page)
  figures.push(await measureGesture(page, cdp, 'pan'))
  await context.close()
  return figures
}

async function measureBare(
  browser: Browser,
  bare: { script: string; style: string },
  data: ManyEvents,
): Promise<FrameFigures[]> {
  const { page, context } = await openPage(browser)
  // The box that the timeline has on our page.
  await page.setContent(
    `<style>body { margin: 0 } #timeline { position: absolute; inset: 60px 0 44px 240px }</style><div id="timeline"></div>`,
  )
  await page.addStyleTag({ content: bare.style })
  await page.addScriptTag({ content: bare.script })
  type Host = Record<'drawBare' | 'showWindow', (...given: unknown[]) => void>
  await page.evaluate(([data, window]) => (globalThis as unknown as Host).drawBare(data, window), [
    data,
    WHOLE,
  ] as const)
  await page.locator('.vis-item').first().waitFor({ state: 'attached' })
  await settled(page)
  const cdp = await followMetrics(context, page)
  const figures = [await measureGesture(page, cdp, 'zoom')]
  await settled(page)
  figures.push(await measureGesture(page, cdp, 'pan'))
  await page.evaluate((window) => (globalThis as unknown as Host).showWindow(window), YEAR)
  await settled(page)
  figures.push(await measureGesture(page, cdp, 'zoom'))
  await settled(page)
  figures.push(await measureGesture(page, cdp, 'pan'))
  await context.close()
  return figures
}

/** Until the page has nothing left to do: the address is written 200 ms after the window stands still. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        setTimeout(() => requestIdleCallback(() => resolve(), { timeout: 5_000 }), 600)
      }),
  )
}

function medians(figures: FrameFigures[]): FrameFigures {
  const of = (key: keyof FrameFigures) =>
    percentile(
      figures.map((one) => one[key]),
      0.5,
    )
  return {
    taskMs: of('taskMs'),
    fps: of('fps'),
    p95Ms: of('p95Ms'),
    long: of('long'),
    frames: of('frames'),
    worstMs: of('worstMs'),
  }
}

async function importFile(server: ServerProcess, file: string): Promise<string> {
  const response = await server.fetch('/api/chronologies/import', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: file,
  })
  if (response.status !== 201) throw new Error(`the import was refused: ${await response.text()}`)
  const { id } = (await response.json()) as { id: string }
  return `${server.url}/c/${id}`
}

/** The dated events of CAJ for the peer, which takes days only: from the first ten figures of their dates. */
async function cajEvents(): Promise<ManyEvents> {
  const file = JSON.parse(await readFile(join(ROOT, 'packages/caj/caj.json'), 'utf8')) as {
    events: { id: string; title: string; date: string; endDate?: string; tracks: string[] }[]
    tracks: { id: string; name: string }[]
  }
  const day = (edtf: string | undefined) => /\d{4}(-\d\d){0,2}(?!\d)/.exec((edtf ?? '').replaceAll('X', '0'))?.[0]
  const events = file.events.flatMap(({ id, title, date, endDate, tracks }) => {
    const start = day(date)
    const end = day(endDate)
    if (!start) return []
    return [{ id, title, track: tracks[0] ?? '', date: start, ...(end ? { endDate: end } : {}) }]
  })
  return { title: 'CAJ', events, tracks: file.tracks }
}

/** One line per scene: ours, the peer, and how much less the main thread has to do. */
export function frameTable(scenes: SceneFigures[]): string {
  const cells = ({ taskMs, fps, p95Ms, long, frames }: FrameFigures) =>
    [taskMs.toFixed(1), fps.toFixed(0), p95Ms.toFixed(0), `${long}/${frames}`].map((text) => text.padStart(8)).join('')
  const name = ({ what, scene }: SceneFigures) => `${what}, ${scene}`
  const width = Math.max(...scenes.map((scene) => name(scene).length))
  const columns = ['ms/frame', 'fps', 'p95 ms', '> 50 ms'].map((text) => text.padStart(8)).join('')
  return [
    `${' '.repeat(width)} ${'Coeval'.padEnd(32)} | ${'vis-timeline alone'.padEnd(32)} | ratio`,
    `${' '.repeat(width)} ${columns} | ${columns} |  (ms)`,
    ...scenes.map(
      (scene) =>
        `${name(scene).padEnd(width)} ${cells(scene.ours)} | ${cells(scene.peer)} | ${(scene.peer.taskMs / scene.ours.taskMs).toFixed(1).padStart(5)}`,
    ),
  ].join('\n')
}

export const FRAMES_NOTE = `${VIEWPORT.width} x ${VIEWPORT.height} px, one wheel event per frame, medians of ${ROUNDS} pages (vis-timeline with ${MANY} events: one); ms of processor time`
