import { seriousViolations } from './axe.ts'
import { expect, openTab, test } from './fixtures.ts'
import { editor, eventAddress, MEETING_2006, panel } from './workspace.ts'

const SIZES = {
  wide: { width: 1440, height: 900 },
  tablet: { width: 768, height: 1000 },
  phone: { width: 360, height: 740 },
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`axe finds nothing serious on any screen, ${colorScheme}, ${size}`, async ({ browser, server }) => {
      const page = await openTab(browser, server.url, { viewport, colorScheme })
      await expect(page.getByRole('link', { name: /Central Asia plus Japan/ })).toBeVisible()
      expect(await seriousViolations(page), 'list of chronologies').toEqual([])
      await page.getByRole('button', { name: 'New chronology' }).click()
      await expect(page.getByLabel('Title')).toBeFocused()
      expect(await seriousViolations(page), 'new chronology').toEqual([])

      await page.goto(eventAddress(server, MEETING_2006, 'list'))
      await editor(page).waitFor()
      expect(await seriousViolations(page), 'list and panel').toEqual([])
      for (const section of ['Facts', 'Readings', 'Sources', 'Relations']) {
        const heading = panel(page).getByRole('button', { name: new RegExp(`^${section}`) })
        if ((await heading.getAttribute('aria-expanded')) === 'false') await heading.click()
      }
      expect(await seriousViolations(page), 'panel unfolded').toEqual([])
      await page.getByRole('button', { name: 'Close the event' }).click()
      await page.getByText('Timeline', { exact: true }).click()
      await page.locator('.vis-item').first().waitFor()
      expect(await seriousViolations(page), 'timeline').toEqual([])
      await page.getByRole('button', { name: 'Introduction' }).click()
      await expect(page.getByRole('main')).toContainText('What the Dialogue is')
      expect(await seriousViolations(page), 'introduction').toEqual([])
      await page.getByRole('button', { name: 'More', exact: true }).click()
      expect(await seriousViolations(page), 'menu').toEqual([])
      await page.getByRole('menuitem', { name: 'Import a file' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await seriousViolations(page), 'import').toEqual([])
    })
  }
}
