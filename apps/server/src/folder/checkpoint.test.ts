/** What was promised comes into the database file, and its log stays short. */
import { cpSync, lstatSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { seqs, write } from './testing/room-in-folder.ts'
import { at, folder } from './testing/scratch-folder.ts'
import { openFileAlone } from './untouched-database.ts'

let open: DataFolder | undefined

afterEach(async () => {
  await open?.close()
  open = undefined
})

test('after a checkpoint the database file alone holds all that was promised', async () => {
  open = await openDataFolder(folder)
  await write(open, 1, 20)
  expect(await open.storage.checkpoint()).toBe(true)
  using alone = openFileAlone(at('coeval.sqlite'))
  expect(alone.prepare('select count(*) as n from room_log').get()?.n).toBe(20)
})

test('without requests that checkpoint comes by itself', async () => {
  open = await openDataFolder(folder)
  await write(open, 1, 20)
  await expect
    .poll(
      () => {
        using alone = openFileAlone(at('coeval.sqlite'))
        return alone.prepare('select count(*) as n from room_log').get()?.n
      },
      { timeout: 20_000 },
    )
    .toBe(20)
})

test('the log stays bounded while everybody writes, also beside one who reads for long', async () => {
  open = await openDataFolder(folder)
  await write(open, 1, 1)
  const reader = new DatabaseSync(at('coeval.sqlite'), { readOnly: true })
  reader.exec('begin; select count(*) from room_log')
  for (let n = 2; n <= 10; n++) await write(open, n, n, 1_000_000)
  reader.exec('commit')
  reader.close()
  for (let n = 11; n <= 30; n++) await write(open, n, n, 1_000_000)
  await open.storage.check()
  expect(lstatSync(at('coeval.sqlite-wal')).size).toBeLessThan(12 * 1024 * 1024)
  expect((await seqs(open)).length).toBe(30)
  const killed = `${folder}-killed`
  cpSync(folder, killed, { recursive: true })
  const again = await openDataFolder(killed)
  expect((await seqs(again)).length).toBe(30)
  await again.close()
  rmSync(killed, { recursive: true })
})
