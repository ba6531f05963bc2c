/** The workspace as a person meets it: where things are on the page, by role and label. */
import type { Locator, Page } from '@playwright/test'
import type { ServerProcess } from '../server-process.ts'
import { expect } from './fixtures.ts'

export const MEETING_2006 = 'fmm-2-2006'
export const MEETING_2004 = 'fmm-1-astana'

/** The address of an event in the CAJ chronology. */
export function eventAddress(server: { url: string }, eventId: string, view: 'list' | 'timeline' = 'list'): string {
  return `${server.url.replace(/\/$/, '')}/c/caj#event=${eventId}&view=${view}`
}

export function panel(page: Page): Locator {
  return page.getByRole('complementary', { name: 'Event' })
}

export function title(page: Page): Locator {
  return panel(page).getByRole('textbox', { name: 'Title', exact: true })
}

export function date(page: Page): Locator {
  return panel(page).getByLabel('Date in EDTF')
}

export function editor(page: Page): Locator {
  return panel(page).locator('[contenteditable="true"]')
}

export function saveState(page: Page): Locator {
  return page.locator('[data-save-state]')
}

/** Waits until the page says that all is saved. */
export async function saved(page: Page): Promise<void> {
  await expect(saveState(page)).toHaveAttribute('data-save-state', 'saved')
}

/** Presses "Connect now", unless the page has connected by itself meanwhile, and waits until all is saved. */
export async function connectNow(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: 'Connect now' })
  await button.click({ timeout: 5000 }).catch(() => expect(button).toHaveCount(0))
  await saved(page)
}

export async function setDate(page: Page, edtf: string): Promise<void> {
  await date(page).fill(edtf)
  await date(page).press('Enter')
}

/** Puts words at one end of the commentary at once, so that they are one step of undo however slow the machine is. */
export async function comment(page: Page, text: string, at: 'Home' | 'End' = 'End'): Promise<void> {
  await editor(page).click()
  await page.keyboard.press(`ControlOrMeta+${at}`)
  await page.keyboard.insertText(text)
}

/** The chronology as the server exports it. */
export async function exported(server: ServerProcess, id = 'caj'): Promise<string> {
  const response = await server.fetch(`/api/chronologies/${id}/export?format=json`)
  expect(response.status).toBe(200)
  return response.text()
}

interface ExportedEvent {
  id: string
  title: string
  date: string
  tracks: string[]
  kind: string
  commentary: unknown
}

export async function exportedEvent(server: ServerProcess, eventId: string): Promise<ExportedEvent | undefined> {
  const { events } = JSON.parse(await exported(server)) as { events: ExportedEvent[] }
  return events.find((event) => event.id === eventId)
}
