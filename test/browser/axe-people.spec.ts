// axe on the pages where people sign in, join and keep their accounts.
import { PHONE } from './accounts.ts'
import { seriousViolations } from './axe.ts'
import { expect, openTab, test } from './fixtures.ts'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing serious on the pages of people, ${colorScheme}, wide and narrow`, async ({
    browser,
    server,
  }) => {
    for (const viewport of [{ width: 1440, height: 900 }, PHONE]) {
      const nobody = await openTab(browser, `${server.url}/owner`, { as: 'nobody', viewport, colorScheme })
      for (const path of ['/owner', '/join', '/sign-in', '/sign-in?error=x', '/sign-up', '/', '/checkup']) {
        await nobody.goto(server.url + path)
        await nobody.waitForLoadState('networkidle')
        expect(await seriousViolations(nobody), path).toEqual([])
      }
      const page = await openTab(browser, `${server.url}/account`, { viewport, colorScheme })
      await expect(page.getByText('this browser', { exact: true })).toBeVisible()
      expect(await seriousViolations(page), '/account').toEqual([])
      await page.getByRole('button', { name: 'Create a key' }).click()
      await expect(page.getByLabel('What it is for')).toBeFocused()
      await page.keyboard.press('Enter')
      expect(await seriousViolations(page), 'a key').toEqual([])
      await page.goto(`${server.url}/instance`)
      await expect(page.getByRole('table', { name: 'Log' })).toBeVisible()
      expect(await seriousViolations(page), '/instance').toEqual([])
      await page.getByRole('button', { name: /account and more/ }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      expect(await seriousViolations(page), 'signing out').toEqual([])
    }
  })
}
