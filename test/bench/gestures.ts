import type { BrowserContext, CDPSession, Page } from '@playwright/test'

export interface FrameFigures {
  /** Processor time of the main thread per frame: all tasks, so script, style, layout and paint. */
  taskMs: number
  fps: number
  p95Ms: number
  /** Frames that took more than 50 ms, and all frames. */
  long: number
  frames: number
  /** Longest frame. */
  worstMs: number
}

const FRAMES = 240
/** What is slow is measured for as long as that. */
const MAX_MS = 8_000
const PAN_PX = 12
/** Sixfold in a second. */
const ZOOM_PX = 3

/** One wheel event per frame over the middle of the timeline: a second one way, a second back. */
export async function measureGesture(page: Page, cdp: CDPSession, gesture: 'zoom' | 'pan'): Promise<FrameFigures> {
  const beforeMs = await taskMs(cdp)
  const frames = await page.evaluate(
    async ({ gesture, FRAMES, MAX_MS, PAN_PX, ZOOM_PX }) => {
      const target = document.querySelector('.vis-center') as HTMLElement
      const box = target.getBoundingClientRect()
      const place = { clientX: box.left + box.width / 2, clientY: box.top + box.height / 2 }
      const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
      const times: number[] = []
      let last = await frame()
      const began = last
      while (times.length < FRAMES && last - began < MAX_MS) {
        const forth = times.length % 120 < 60 ? 1 : -1
        const wheel = gesture === 'zoom' ? { ctrlKey: true, deltaY: -forth * ZOOM_PX } : { deltaX: forth * PAN_PX }
        target.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...place, ...wheel }))
        const now = await frame()
        times.push(now - last)
        last = now
      }
      return times
    },
    { gesture, FRAMES, MAX_MS, PAN_PX, ZOOM_PX },
  )
  const usedMs = (await taskMs(cdp)) - beforeMs
  const sorted = frames.toSorted((a, b) => a - b)
  const totalMs = frames.reduce((sum, ms) => sum + ms, 0)
  return {
    taskMs: usedMs / frames.length,
    fps: (frames.length / totalMs) * 1000,
    p95Ms: sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN,
    long: frames.filter((ms) => ms > 50).length,
    frames: frames.length,
    worstMs: sorted.at(-1) ?? Number.NaN,
  }
}

export async function followMetrics(context: BrowserContext, page: Page): Promise<CDPSession> {
  const cdp = await context.newCDPSession(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  return cdp
}

async function taskMs(cdp: CDPSession): Promise<number> {
  const { metrics } = await cdp.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1000
}
