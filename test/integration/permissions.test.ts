/** Files that the user of the server may not read: whose they are, their mode, and what to do. */
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimFolder } from '../../apps/server/src/folder/data-folder.ts'
import { coeval } from './command-line.ts'

/** Of "nobody". As root permissions bind nobody else. */
const UID = 65_534
const REPOSITORY = resolve(import.meta.dirname, '../../apps/server/src/cli.ts')
const mayBecome =
  process.getuid?.() === 0 && spawnSync('head', ['-c1', REPOSITORY], { uid: UID, gid: UID }).status === 0

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-permissions-'))
  claimFolder(folder).close()
  for (const name of ['', 'coeval.sqlite', 'secret', 'lock.sqlite']) chownSync(join(folder, name), UID, UID)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.skipIf(!mayBecome).for(['coeval.sqlite', 'secret', 'lock.sqlite', ''])(
  'where "%s" belongs to another user, the sentence names owner, mode and the way out',
  async (name) => {
    const path = join(folder, name)
    chownSync(path, 0, 0)
    chmodSync(path, name === '' ? 0o700 : 0o600)
    const { code, stderr } = await coeval(folder, ['list'], { uid: UID })
    expect(code).toBe(1)
    expect(stderr).toContain(`may not be read and written by`)
    expect(stderr).toMatch(/belongs to user 0, group 0, with mode 0[67]00/)
    expect(stderr).toContain(`sudo chown -R ${UID}:${UID} ${folder}`)
    expect(stderr.trim().split('\n')).toHaveLength(1)
  },
)

test.skipIf(!mayBecome)('what root restores belongs to the user of the server', async () => {
  const file = `${folder}.backup`
  try {
    expect(await coeval(folder, ['backup', file])).toMatchObject({ code: 0 })
    for (const name of ['coeval.sqlite', 'secret', 'lock.sqlite']) rmSync(join(folder, name))
    expect(await coeval(folder, ['restore', file])).toMatchObject({ code: 0 })
  } finally {
    rmSync(file, { force: true })
  }
  const owners = readdirSync(folder).map((name) => `${name} ${statSync(join(folder, name)).uid}`)
  expect(owners).toEqual(owners.map((each) => each.replace(/ .*/, ` ${UID}`)))
  expect(await coeval(folder, ['list'], { uid: UID })).toMatchObject({ code: 0 })
})
