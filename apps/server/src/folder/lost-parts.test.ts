/** A folder that lost a part without which it can be used, or that can be made again. */
import { cpSync, existsSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from 'vitest'
import { makeNewSecret, recover } from '../cli/backups.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { seqs } from './testing/room-in-folder.ts'
import { at, folder, remove, sql } from './testing/scratch-folder.ts'
import { bring, ENDED, KILLED, templates } from './testing/template-folders.ts'

let open: DataFolder | undefined

afterEach(async () => {
  await open?.close()
  open = undefined
})

test('another program that looked into the database and took the log with it has lost nothing, and is no reason to refuse', async () => {
  cpSync(join(templates, KILLED), folder, { recursive: true, preserveTimestamps: true })
  sql('select count(*) from room')
  expect(existsSync(at('coeval.sqlite-wal'))).toBe(false)
  expect(existsSync(at('server.json'))).toBe(true)
  open = await openDataFolder(folder)
  expect((await seqs(open)).length).toBe(10)
})

test('a folder of an older version, killed at its first start with everything in the log, comes up whole', async () => {
  const before = new DatabaseSync(at('coeval.sqlite'))
  const { migrate } = await import('../storage/sqlite/index.ts')
  before.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0')
  migrate(before)
  before.exec(`insert into room (id, generation) values ('room', 'g')`)
  writeFileSync(at('secret'), `${'s'.repeat(43)}\n`)
  const killed = `${folder}-killed`
  cpSync(folder, killed, { recursive: true })
  before.close()
  open = await openDataFolder(killed)
  expect(await seqs(open)).toEqual([])
  await open.close()
  rmSync(killed, { recursive: true })
})

test('a database that is lost, with every page in its log, is made from it', async () => {
  const db = new DatabaseSync(at('coeval.sqlite'))
  const { migrate } = await import('../storage/sqlite/index.ts')
  db.exec('pragma journal_mode = wal; pragma wal_autocheckpoint = 0')
  migrate(db)
  db.exec(`insert into room (id, generation) values ('room', 'g')`)
  writeFileSync(at('secret'), `${'s'.repeat(43)}\n`)
  const killed = `${folder}-killed`
  cpSync(folder, killed, { recursive: true })
  db.close()
  rmSync(join(killed, 'coeval.sqlite'))
  await expect(openDataFolder(killed)).rejects.toThrow('npm run coeval -- recover')
  recover(killed, () => {})
  open = await openDataFolder(killed)
  expect(await seqs(open)).toEqual([])
  await open.close()
  rmSync(killed, { recursive: true })
})

test('a secret that was lost is made anew on demand', async () => {
  cpSync(join(templates, ENDED), folder, { recursive: true })
  remove('secret')
  makeNewSecret(folder, () => {})
  open = await openDataFolder(folder)
  expect(open.secret).toHaveLength(43)
})

test('also in a folder whose server was killed, and its log is in the database then', async () => {
  cpSync(join(templates, 'one-killed'), folder, { recursive: true })
  writeFileSync(join(folder, 'server.json'), '{}')
  remove('secret')
  makeNewSecret(folder, () => {})
  open = await openDataFolder(folder)
  expect(await seqs(open)).toEqual([1, 2, 3, 4, 5])
})

test('a database that is larger than Node reads at once is used', async () => {
  cpSync(join(templates, ENDED), folder, { recursive: true })
  // Sparse: it takes no room on the disk.
  truncateSync(join(folder, 'coeval.sqlite'), 2 ** 31 + 4096)
  open = await openDataFolder(folder)
  expect(await seqs(open)).not.toEqual([])
})

test('what sentences offer works: the older database is used once instance.json is gone', async () => {
  cpSync(join(templates, ENDED), folder, { recursive: true })
  bring('one-killed', 'coeval.sqlite')
  await expect(openDataFolder(folder)).rejects.toThrow('remove instance.json')
  remove('instance.json')
  open = await openDataFolder(folder)
})
