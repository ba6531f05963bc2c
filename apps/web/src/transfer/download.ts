/** Files that leave the page. */
import { readChronology } from '@coeval/chronology/ydoc'
import type { ChronologySession } from '../session/chronology-session.ts'

/** Saves this device's copy of the chronology as a Coeval JSON file: works offline and after the server sent us away. */
export async function downloadLocalCopy(session: ChronologySession): Promise<void> {
  const { writeJson } = await import('@coeval/formats')
  const text = writeJson(readChronology(session.doc))
  saveFile(`${session.id}.json`, 'application/json', text)
}

function saveFile(name: string, mediaType: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: mediaType }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // Chromium reads the blob after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
