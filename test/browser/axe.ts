import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'

/**
 * All rules run; what passes is not listed node by node, which made megabytes a call. Legacy mode runs in the page alone:
 * the other one opens a second page each time, to join the results of frames of other origins, and there are none.
 */
const VIOLATIONS_ONLY = { resultTypes: ['violations' as const] }

/** What axe calls serious or critical on the page as it is, a line each. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await faded(page)
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().options(VIOLATIONS_ONLY).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)
}

/** What is still fading in has not its colours yet. */
async function faded(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    await frame()
    await frame()
    const ending = document
      .getAnimations()
      .filter(({ effect }) => Number.isFinite(effect?.getComputedTiming().endTime ?? Infinity))
    await Promise.allSettled(ending.map(({ finished }) => finished))
  })
}
