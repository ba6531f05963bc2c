/** Files that leave the page. */
import type { FormatId } from '@coeval/formats/list'
import { readChronology } from '@coeval/chronology/ydoc'
import { type Doc, encodeStateAsUpdate } from 'yjs'
import type { ChronologySession } from '../session/chronology-session.ts'
import { saveFile } from './save-file.ts'

/** Loads the code that writes files while the server is there to give it: the file is wanted most when it is not. */
export async function preloadWriter(): Promise<void> {
  await import('@coeval/formats').catch(() => undefined) // Requested again by the next caller that wants a file.
}

/**
 * Saves this device's copy of the chronology as a file: works offline and after the server sent us away.
 * Rejects where the code that writes it could not be loaded.
 */
export async function downloadLocalCopy(session: ChronologySession, format: FormatId = 'json'): Promise<void> {
  await downloadDocument(session.doc, session.id, format)
}

/** A document as a file of that name, to which the format adds its ending. Rejects as above. */
export async function downloadDocument(doc: Doc, name: string, id: FormatId = 'json'): Promise<void> {
  const { formats } = await import('@coeval/formats')
  const format = formats.find((known) => known.id === id)
  if (!format?.write) throw new Error(`nothing writes the format ${id}`)
  saveFile(`${name}.${format.extension}`, format.mediaType, format.write(readChronology(doc)))
}

/** The document itself with its whole history, as one Yjs update (V1): for people who have to find out what went wrong. */
export function downloadRawCopy(session: ChronologySession): void {
  saveFile(`${session.id}.yjs-update`, 'application/octet-stream', encodeStateAsUpdate(session.doc).slice())
}
