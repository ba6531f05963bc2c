import AxeBuilder from '@axe-core/playwright'
import { fileOf, manyEvents, SEED } from '../bench/many-events.ts'
import { expect, openTab, test } from './fixtures.ts'

test(`axe finds nothing serious on a timeline of 2,000 random events (seed ${SEED})`, async ({ browser, server }) => {
  const response = await server.fetch('/api/chronologies/import', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: server.url },
    body: fileOf(manyEvents(2_000)),
  })
  expect(response.status).toBe(201)
  const { id } = (await response.json()) as { id: string }
  // Low enough that the lanes scroll.
  const page = await openTab(browser, `${server.url}/c/${id}#view=timeline`, { viewport: { width: 1280, height: 560 } })
  await expect(page.locator('.tl-chip').first()).toBeVisible()
  const { violations } = await new AxeBuilder({ page }).analyze()
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
  expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`)).toEqual([])
})
