/** The first start, and that a folder is held by one. */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { seqs, write } from './testing/room-in-folder.ts'
import { at, folder } from './testing/scratch-folder.ts'

let open: DataFolder | undefined

afterEach(async () => {
  await open?.close()
  open = undefined
})

test('an empty folder and one that is not there begin anew, and go on after a kill and after an end', async () => {
  for (const path of [folder, join(folder, 'not', 'there')]) {
    open = await openDataFolder(path)
    await write(open, 1, 3)
    const killed = `${path}-killed`
    cpSync(path, killed, { recursive: true, preserveTimestamps: true })
    await open.close()
    for (const again of [path, killed]) {
      open = await openDataFolder(again)
      expect(await seqs(open)).toEqual([1, 2, 3])
      await open.close()
    }
    rmSync(killed, { recursive: true })
  }
})

test('files of somebody else are left as they are, and a new instance begins beside them', async () => {
  writeFileSync(at('thesis.docx'), 'x')
  open = await openDataFolder(folder)
  expect(readFileSync(at('thesis.docx'), 'utf8')).toBe('x')
})

test('what file systems and git put into an empty folder does not make it a used one', async () => {
  mkdirSync(at('lost+found'))
  writeFileSync(at('.gitkeep'), '')
  open = await openDataFolder(folder)
  expect(existsSync(at('coeval.sqlite'))).toBe(true)
})

test('a first start that was ended between any two of its steps is finished by the next', async () => {
  writeFileSync(at('secret.new'), 'half')
  writeFileSync(at('coeval.sqlite.new'), 'half')
  open = await openDataFolder(folder)
  await open.close()
  // The database is in its place, and its secret is not yet.
  renameSync(at('secret'), at('secret.new'))
  open = await openDataFolder(folder)
  expect(readFileSync(at('secret'), 'utf8').trim()).toBe(open.secret)
})

test('of two starts on one folder one is refused, and the folder is whole', async () => {
  const outcomes = await Promise.allSettled([openDataFolder(folder), openDataFolder(folder)])
  const opened = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  expect(opened).toHaveLength(1)
  expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({ name: 'FolderInUseError' })
  open = opened[0]?.value
  await expect(openDataFolder(folder)).rejects.toThrow(/Another Coeval is using/)
})
