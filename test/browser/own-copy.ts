/** What a page offers once the server ended the connection. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { expect } from './fixtures.ts'

/** Says why, and has the buttons that lead on. */
export function alertOf(page: Page): Locator {
  return page.getByRole('alert')
}

/** What it keeps, as the file that it offers. */
export async function savedFile(page: Page): Promise<{ events: { id: string; title: string; date: string }[] }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    alertOf(page).getByRole('button', { name: 'Save my copy as a file' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('caj.json')
  return JSON.parse(await readFile(await download.path(), 'utf8'))
}
