import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { type DataFolder, openDataFolder } from '../data-folder.ts'
import { write } from './room-in-folder.ts'
import { at } from './scratch-folder.ts'

/** A server was killed there, after a checkpoint. */
export const KILLED = 'one-killed-later'

/** A server came to its end there. */
export const ENDED = 'one-ended'

export const templates = mkdtempSync(join(tmpdir(), 'coeval-templates-'))

/** Folders as they are after a kill: one database, with its log, at two times; and one of another instance. */
beforeAll(async () => {
  await template('one', async (each, at) => {
    await write(each, 1, 5)
    at('killed')
    await each.storage.checkpoint()
    await write(each, 6, 10)
    at('killed-later')
  })
  await template('other', async (each, at) => {
    await write(each, 1, 5)
    at('killed')
  })
})

afterAll(() => rmSync(templates, { recursive: true }))

/** The file of another folder, in the place of the one in the scratch folder. */
export function bring(from: string, name: string): void {
  cpSync(join(templates, from, name), at(name), { preserveTimestamps: true })
}

async function template(name: string, fill: (each: DataFolder, at: (when: string) => void) => Promise<void>) {
  const path = join(templates, name)
  const each = await openDataFolder(path)
  each.announce('http://127.0.0.1:1/')
  const copyTo = (when: string) =>
    cpSync(path, join(templates, `${name}-${when}`), { recursive: true, preserveTimestamps: true })
  await fill(each, copyTo)
  await each.close()
  copyTo('ended')
}
