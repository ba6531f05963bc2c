/** What a start does to a folder that holds something: nothing, unless all of it is there and belongs together. */
import { createHash } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { openDataFolder } from './data-folder.ts'
import { at, folder, remove, removeBut, spoil, spoilPages, sql } from './testing/scratch-folder.ts'
import { bring, ENDED, KILLED, templates } from './testing/template-folders.ts'
import { StartupError } from '../process/startup-error.ts'

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
