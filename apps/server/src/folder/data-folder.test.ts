/** What a start does to a folder that holds something: nothing, unless all of it is there and belongs together. */
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { LogRow } from '@coeval/sync/storage'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { makeNewSecret, recover } from '../cli/backups.ts'
import { type DataFolder, openDataFolder } from './data-folder.ts'
import { openFileAlone } from './untouched-database.ts'
import { StartupError } from '../process/startup-error.ts'

let templates: string
let folder: string
let open: DataFolder | undefined

/** Folders as they are after a kill: one database, with its log, at two times; and one of another instance. */
beforeAll(async () => {
  templates = mkdtempSync(join(tmpdir(), 'coeval-templates-'))
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

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-folder-'))
})

afterEach(async () => {
  await open?.close()
  open = undefined
  rmSync(folder, { recursive: true, force: true })
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

const KILLED = 'one-killed-later'
const ENDED = 'one-ended'

/** By what was done to it: the folder that it was done to, what the sentence says, and the doing. */
const BROKEN: Record<string, [from: string, sentence: RegExp, breaking: () => void]> = {
  'the database is missing, and its log is there': [
    KILLED,
    /database coeval\.sqlite is missing.*-wal holds/,
    () => remove('coeval.sqlite'),
  ],
  'the database is missing, all else is there': [
    ENDED,
    /database coeval\.sqlite is missing/,
    () => remove('coeval.sqlite'),
  ],
  'there is the secret alone': [ENDED, /is missing/, () => removeBut('secret')],
  'there is the log of the database alone': [KILLED, /is missing/, () => removeBut('coeval.sqlite-wal')],
  'there is the index of the log alone': [KILLED, /is missing/, () => removeBut('coeval.sqlite-shm')],
  'there is the announcement of a server alone': [KILLED, /is missing/, () => removeBut('server.json')],
  'there is instance.json alone': [ENDED, /is missing/, () => removeBut('instance.json')],
  'there is the log of the server alone': [
    ENDED,
    /is missing/,
    () => {
      removeBut('')
      writeFileSync(at('coeval.log'), '{}\n')
    },
  ],
  'the database is empty': [ENDED, /is empty/, () => truncateSync(at('coeval.sqlite'))],
  'the database is empty, and its log is there': [KILLED, /is empty/, () => truncateSync(at('coeval.sqlite'))],
  'the database is empty and alone': [
    ENDED,
    /is empty/,
    () => {
      removeBut('coeval.sqlite')
      truncateSync(at('coeval.sqlite'))
    },
  ],
  'the database was cut short': [ENDED, /cut short/, () => truncateSync(at('coeval.sqlite'), 8192)],
  'the database was cut short in its header': [
    ENDED,
    /damaged|cannot be used/,
    () => truncateSync(at('coeval.sqlite'), 50),
  ],
  'the database was cut short, and its log is there': [
    KILLED,
    /cut short/,
    () => truncateSync(at('coeval.sqlite'), 8192),
  ],
  'the database is no database': [
    ENDED,
    /not a SQLite database/,
    () => writeFileSync(at('coeval.sqlite'), 'x'.repeat(9000)),
  ],
  'the database is one of another program': [
    ENDED,
    /not one of Coeval|table "room" is missing/,
    () => {
      remove('coeval.sqlite')
      using db = new DatabaseSync(at('coeval.sqlite'))
      db.exec('create table t (a)')
    },
  ],
  'the database is of another instance': [ENDED, /another instance/, () => bring('other-ended', 'coeval.sqlite')],
  'the database is of another instance, without instance.json': [
    ENDED,
    /secret is not the one/,
    () => {
      bring('other-ended', 'coeval.sqlite')
      remove('instance.json')
    },
  ],
  'the database is an older copy': [KILLED, /is newer than coeval\.sqlite/, () => bring('one-killed', 'coeval.sqlite')],
  'the database is an older copy, without a log': [ENDED, /an older copy/, () => bring('one-killed', 'coeval.sqlite')],
  'the log is an older one': [
    ENDED,
    /is older than coeval\.sqlite/,
    () => {
      bring('one-killed', 'coeval.sqlite-wal')
    },
  ],
  'the log is of another database': [
    KILLED,
    /log of another database/,
    () => bring('other-killed', 'coeval.sqlite-wal'),
  ],
  'the log is missing': [KILLED, /coeval\.sqlite-wal is missing/, () => remove('coeval.sqlite-wal')],
  'the log and its index are missing after a kill': [
    KILLED,
    /coeval\.sqlite-wal is missing/,
    () => {
      remove('coeval.sqlite-wal')
      remove('coeval.sqlite-shm')
    },
  ],
  'the log is damaged in the middle': [
    KILLED,
    /coeval\.sqlite-wal is damaged/,
    () => spoil('coeval.sqlite-wal', 32 + 24 + 4096 + 24 + 100),
  ],
  'the log is damaged at its beginning': [KILLED, /coeval\.sqlite-wal is damaged/, () => spoil('coeval.sqlite-wal', 0)],
  'the secret is missing': [ENDED, /secret is missing/, () => remove('secret')],
  'the secret is missing after a kill': [KILLED, /secret is missing/, () => remove('secret')],
  'the secret is empty': [ENDED, /secret is empty/, () => truncateSync(at('secret'))],
  'the secret is too short': [ENDED, /secret is too short/, () => truncateSync(at('secret'), 20)],
  'the secret is another one': [ENDED, /secret is not the one/, () => bring('other-ended', 'secret')],
  'the secret is a bit longer': [ENDED, /secret is not the one/, () => appendFileSync(at('secret'), 'x')],
  'the secret leads nowhere': [
    ENDED,
    /secret is a link/,
    () => {
      remove('secret')
      symlinkSync('/nowhere', at('secret'))
    },
  ],
  'the secret is a folder': [
    ENDED,
    /secret is not a file/,
    () => {
      remove('secret')
      mkdirSync(at('secret'))
    },
  ],
  'the database is a link': [
    ENDED,
    /is a link to/,
    () => {
      renameSync(at('coeval.sqlite'), `${folder}-elsewhere`)
      symlinkSync(`${folder}-elsewhere`, at('coeval.sqlite'))
    },
  ],
  'the database leads nowhere': [
    ENDED,
    /is a link to/,
    () => {
      remove('coeval.sqlite')
      symlinkSync('/nowhere', at('coeval.sqlite'))
    },
  ],
  'the database is a folder': [
    ENDED,
    /not a file/,
    () => {
      remove('coeval.sqlite')
      mkdirSync(at('coeval.sqlite'))
    },
  ],
  'a restore was interrupted in a folder that was empty': [
    ENDED,
    /A restore was interrupted/,
    () => {
      removeBut('')
      mkdirSync(at('restoring'))
      writeFileSync(at('restoring/coeval.sqlite'), 'half')
    },
  ],
  'a table is missing': [ENDED, /table "member" is missing/, () => sql('drop table member')],
  'a column has another name': [
    ENDED,
    /column "title"/,
    () => sql('alter table chronology rename column title to name'),
  ],
  'a page is damaged': [ENDED, /is damaged/, () => spoilPages()],
  'it was written by a newer version': [ENDED, /newer version of Coeval/, () => sql('pragma user_version = 99')],
}

test.for(Object.entries(BROKEN))(
  'where %s, it is refused and nothing is touched',
  async ([, [from, sentence, breaking]]) => {
    cpSync(join(templates, from), folder, { recursive: true, preserveTimestamps: true })
    breaking()
    const before = stateOf(folder)
    await expect(openDataFolder(folder)).rejects.toThrow(StartupError)
    await expect(openDataFolder(folder)).rejects.toThrow(sentence)
    expect(stateOf(folder)).toEqual(before)
  },
)

test('another program that looked into the database and took the log with it has lost nothing, and is no reason to refuse', async () => {
  cpSync(join(templates, KILLED), folder, { recursive: true, preserveTimestamps: true })
  sql('select count(*) from room')
  expect(existsSync(at('coeval.sqlite-wal'))).toBe(false)
  expect(existsSync(at('server.json'))).toBe(true)
  open = await openDataFolder(folder)
  expect((await seqs(open)).length).toBe(10)
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

test('of two starts on one folder one is refused, and the folder is whole', async () => {
  const outcomes = await Promise.allSettled([openDataFolder(folder), openDataFolder(folder)])
  const opened = outcomes.filter((outcome) => outcome.status === 'fulfilled')
  expect(opened).toHaveLength(1)
  expect(outcomes.find((outcome) => outcome.status === 'rejected')?.reason).toMatchObject({ name: 'FolderInUseError' })
  open = opened[0]?.value
  await expect(openDataFolder(folder)).rejects.toThrow(/Another Coeval is using/)
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

test('the log stays bounded while everybody writes, also beside a long read', async () => {
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

async function write({ storage }: DataFolder, from: number, to: number, bytes = 3000): Promise<void> {
  if (from === 1) {
    const facts = { title: '', events: 0, nowMs: 0, visibility: 'private' as const, owner: null }
    await storage.chronologies.create({ id: 'room', generation: 'g', state: new Uint8Array(), ...facts })
  }
  for (let seq = from; seq <= to; seq++) {
    const row: LogRow = { room: 'room', seq, update: new Uint8Array(bytes).fill(seq), timeMs: seq }
    await storage.rooms.append([row])
  }
}

async function seqs({ storage }: DataFolder): Promise<number[]> {
  return ((await storage.rooms.load('room'))?.updates ?? []).map(({ seq }) => seq)
}

function at(name: string): string {
  return join(folder, name)
}

function remove(name: string): void {
  rmSync(at(name))
}

function removeBut(kept: string): void {
  for (const name of readdirSync(folder)) if (name !== kept) rmSync(at(name), { recursive: true })
}

function bring(from: string, name: string): void {
  cpSync(join(templates, from, name), at(name), { preserveTimestamps: true })
}

function sql(text: string): void {
  using db = new DatabaseSync(at('coeval.sqlite'))
  db.exec(text)
}

function spoil(name: string, position: number): void {
  const bytes = readFileSync(at(name))
  bytes.fill(0x5a, position, position + 16)
  writeFileSync(at(name), bytes)
}

/** The root of every second table. */
function spoilPages(): void {
  const bytes = readFileSync(at('coeval.sqlite'))
  for (let start = 4096 * 2; start < bytes.length; start += 4096 * 2) bytes.fill(0xff, start, start + 64)
  writeFileSync(at('coeval.sqlite'), bytes)
}

/** Names, contents and times of all that lies there. */
function stateOf(path: string): Record<string, unknown> {
  const state: Record<string, unknown> = { '.': lstatSync(path).mtimeMs }
  for (const name of readdirSync(path, { recursive: true, encoding: 'utf8' }).sort()) {
    const stat = lstatSync(join(path, name))
    const content = stat.isFile()
      ? createHash('sha256')
          .update(readFileSync(join(path, name)))
          .digest('hex')
      : stat.isSymbolicLink() && readlinkSync(join(path, name))
    state[name] = [stat.mode, stat.size, stat.mtimeMs, content]
  }
  return state
}
