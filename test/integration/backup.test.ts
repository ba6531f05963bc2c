/** `coeval backup` and `coeval restore`, with a server that runs and without one, and ended the hard way at every step. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restoreHere } from '../../apps/server/src/backup/restore.ts'
import { claimFolder } from '../../apps/server/src/folder/data-folder.ts'
import { account, done, Instance, PASSWORD } from './access/instance.ts'
import { coeval } from './command-line.ts'
import { RealTab, until } from './real-tab.ts'
import { ServerProcess } from './server-process.ts'

const DIE_HOOK = resolve(import.meta.dirname, 'die-hook.ts')

/** Each of the steps is tried where `COEVAL_KILLS` is set, and every fourth without. */
const EVERY = process.env.COEVAL_KILLS ? 1 : 4

let place: string
let file: string
const instances: Instance[] = []
const tabs: RealTab[] = []

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'coeval-backup-test-'))
  file = join(place, 'monday.backup')
})

afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close()
  for (const instance of instances.splice(0)) await instance.close()
  rmSync(place, { recursive: true, force: true })
})

test('a backup of a server that runs brings everything to another machine: documents, sign-in and links', async () => {
  const instance = await start()
  const seminar = await instance.chronology('Seminar')
  const link = await instance.link(seminar, 'editor')
  const tab = openTab(instance, 'caj')
  tab.write('as backed up ')
  await until(() => tab.isSaved)

  const made = await coeval(instance.folder, ['backup', file])
  expect(made).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/read back: 2 chronologies, \d people, checksum [0-9a-f]{64}/),
  })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(place)).toEqual(['monday.backup'])
  const streamed = await coeval(instance.folder, ['backup', '-'])
  expect(streamed.stdout.toString('latin1', 0, 15)).toBe('SQLite format 3')

  const elsewhere = join(place, 'elsewhere')
  expect(await coeval(elsewhere, ['restore', file])).toMatchObject({ code: 0 })
  expect(readdirSync(elsewhere).sort()).toEqual(['coeval.sqlite', 'instance.json', 'lock.sqlite', 'secret'])
  const { port } = instance.server
  await instance.server.end('SIGKILL')
  instance.server = await ServerProcess.start(elsewhere, { port })
  // The cookie of before is good, and so are password and link.
  expect((await instance.owner.me()).person?.name).toBe('Olga')
  const again = instance.visitor()
  await done(again.send('POST', '/api/sign-in', { email: account('Olga').email, password: PASSWORD }))
  expect(await done(instance.visitor().join(link.url))).toBeDefined()
  const restored = openTab(instance, 'caj')
  await until(() => restored.text === 'as backed up ')
})

test('a restore into a server that runs: open pages are sent away, merge nothing, and what was there is kept', async () => {
  const instance = await start()
  const tab = openTab(instance, 'caj')
  tab.write('before ')
  await until(() => tab.isSaved)
  await coeval(instance.folder, ['backup', file])
  tab.write('after ')
  await until(() => tab.isSaved)
  const { generation } = await infoOf(instance, 'caj')

  const { code, stderr } = await coeval(instance.folder, ['restore', file])
  expect({ code, stderr }).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/What was here before is in (\S+)\. You can use it/),
  })
  const keptIn = /is in (\S+)\. You can/.exec(stderr)?.[1] ?? ''
  await until(() => tab.closeCodes.includes(4409))
  expect((await infoOf(instance, 'caj')).generation).not.toBe(generation)
  const fresh = openTab(instance, 'caj')
  await until(() => fresh.text === 'before ')
  fresh.write('goes on ')
  await until(() => fresh.isSaved)
  expect(fresh.text).not.toContain('after')

  // The folder that was kept is a data folder.
  await instance.server.end('SIGTERM')
  instance.server = await ServerProcess.start(keptIn)
  const kept = openTab(instance, 'caj')
  await until(() => kept.text.includes('after'))
})

test('a backup is never written over another file, nor into the data folder, unless it is asked for', async () => {
  const instance = await start()
  writeFileSync(file, 'of somebody')
  expect(await coeval(instance.folder, ['backup', file])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('already exists'),
  })
  expect(readFileSync(file, 'utf8')).toBe('of somebody')
  for (const target of [join(instance.folder, 'coeval.sqlite'), join(instance.folder, 'new.backup')]) {
    expect(await coeval(instance.folder, ['backup', target, '--force'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('is inside the data folder'),
    })
  }
  expect(await coeval(instance.folder, ['backup', file, '--force'])).toMatchObject({ code: 0 })
  expect(await coeval(instance.folder, ['backup', join(place, 'not/there')])).toMatchObject({ code: 1 })
  expect(await coeval(instance.folder, ['backup', place])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('is a folder'),
  })
  expect(await coeval(instance.folder, ['backup'])).toMatchObject({ code: 2 })
  expect(readdirSync(place)).toEqual(['monday.backup'])
})

test('what is not a whole backup is refused, and nothing is touched', async () => {
  const instance = await start()
  await coeval(instance.folder, ['backup', file])
  const good = readFileSync(file)
  const bad = join(place, 'bad.backup')
  const cases: [bytes: Buffer | string, sentence: string][] = [
    ['', 'not a good backup'],
    ['hello', 'not a good backup'],
    [good.subarray(0, good.length / 2), 'not a good backup'],
    [flipped(good, good.indexOf('Central Asia plus Japan')), 'its checksum is another'],
    [readFileSync(join(instance.folder, 'coeval.sqlite')), 'not made by "coeval backup"'],
    [altered(good, `update backup set value = '2' where key = 'format'`), 'format is "2"'],
    [altered(good, `update backup set value = '${'x'.repeat(43)}' where key = 'secret'`), 'secret'],
    [altered(good, `update chronology set title = 'Another'`), 'checksum'],
    [altered(good, 'pragma user_version = 99'), 'newer version'],
    [altered(good, 'drop table member'), 'table "member" is missing'],
  ]
  for (const [bytes, sentence] of cases) {
    writeFileSync(bad, bytes)
    const { code, stderr } = await coeval(instance.folder, ['restore', bad])
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(sentence) })
  }
  expect(await coeval(instance.folder, ['restore', join(place, 'nowhere')])).toMatchObject({ code: 1 })
  expect(readdirSync(instance.folder).filter((name) => /restor/.test(name))).toEqual([])
  expect((await instance.server.fetch('readyz')).status).toBe(200)
})

test('a restore that is ended at any of its changes to the disk leaves the former or the new, and the next goes through', async () => {
  const backup = await madeOf('new')
  let ended = 0
  for (let step = EVERY; ; step += EVERY) {
    const data = join(place, `data-${step}`)
    await contentOf(data, 'old')
    const env = { COEVAL_TEST_DIE_AT: String(step) }
    const { code, stderr } = await coeval(data, ['restore', backup], { env, execArgv: ['--import', DIE_HOOK] })
    if (code === 0) {
      expect(markOf(data)).toBe('new')
      break
    }
    expect({ code, stderr }).toEqual({ code: null, stderr: '' })
    ended++
    expect(['old', 'new']).toContain(markOf(data))
    restoreHere(data, backup)
    expect(markOf(data)).toBe('new')
    rmSync(data, { recursive: true })
  }
  console.log(`${ended} kills`)
  expect(ended).toBeGreaterThan(15 / EVERY)
}, 180_000)

test('a folder that a start refuses can be restored into, and what was there is kept', async () => {
  const backup = await madeOf('new')
  const data = join(place, 'data')
  await contentOf(data, 'old')
  writeFileSync(join(data, 'secret'), '')
  writeFileSync(join(data, 'coeval.sqlite'), 'no database')
  expect(await coeval(data, ['restore', backup])).toMatchObject({ code: 0 })
  expect(markOf(data)).toBe('new')
  const kept = readdirSync(data).find((name) => name.startsWith('before-restore-')) ?? ''
  expect(readFileSync(join(data, kept, 'coeval.sqlite'), 'utf8')).toBe('no database')
})

test('what a server that was killed left is restored into as well, and the next start goes on with the backup', async () => {
  const instance = await start()
  expect(await coeval(instance.folder, ['backup', file])).toMatchObject({ code: 0 })
  const { port } = instance.server
  await instance.server.end('SIGKILL')
  expect(await coeval(instance.folder, ['restore', file])).toMatchObject({ code: 0 })
  instance.server = await ServerProcess.start(instance.folder, { port })
  expect(await infoOf(instance, 'caj')).toMatchObject({ id: 'caj' })
})

test('a restore does not go into a folder of somebody’s documents', async () => {
  const backup = await madeOf('new')
  const data = join(place, 'documents')
  mkdirSync(data)
  writeFileSync(join(data, 'thesis.docx'), 'x')
  expect(await coeval(data, ['restore', backup])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('thesis.docx'),
  })
  expect(readdirSync(data)).toEqual(['thesis.docx'])
})

test('a server that is killed while it puts a backup in place starts with the former or the new', async () => {
  for (let step = 1; step <= 12; step += EVERY + 1) {
    const env = {
      NODE_OPTIONS: `--import ${DIE_HOOK}`,
      COEVAL_TEST_DIE_AT: String(step),
      COEVAL_TEST_DIE_NEAR: 'restor',
    }
    const instance = await start(env)
    await coeval(instance.folder, ['backup', file, '--force'], { env: { NODE_OPTIONS: '' } })
    const tab = openTab(instance, 'caj')
    tab.write('after ')
    await until(() => tab.isSaved)
    await coeval(instance.folder, ['restore', file], { env: { NODE_OPTIONS: '' } })
    await instance.restart({ NODE_OPTIONS: '', COEVAL_TEST_DIE_AT: '0' })
    const fresh = openTab(instance, 'caj')
    await until(() => fresh.provider.synced)
    expect(['', 'after ']).toContain(fresh.text)
    const other = await coeval(instance.folder, ['restore', file])
    expect(other).toMatchObject({ code: 0 })
  }
}, 180_000)

async function start(settings: Record<string, string> = {}): Promise<Instance> {
  const instance = await Instance.start(settings)
  instances.push(instance)
  return instance
}

function openTab(instance: Instance, id: string): RealTab {
  const tab = new RealTab(instance.server, id)
  tabs.push(tab)
  return tab
}

async function infoOf(instance: Instance, id: string): Promise<{ generation: string }> {
  const { address, asProgram } = instance.server
  const answer = await fetch(`${address}api/chronologies/${id}`, { headers: asProgram })
  return (await answer.json()) as { generation: string }
}

/** A data folder with a mark in it, as no server runs. */
async function contentOf(data: string, mark: string): Promise<void> {
  claimFolder(data).close()
  const db = new DatabaseSync(join(data, 'coeval.sqlite'))
  db.prepare(`insert into setting (key, value) values ('mark', ?)`).run(mark)
  db.close()
}

async function madeOf(mark: string): Promise<string> {
  const data = join(place, `source-${mark}`)
  await contentOf(data, mark)
  const { code, stderr } = await coeval(data, ['backup', file])
  if (code !== 0) throw new Error(stderr)
  return file
}

/** After what a start does. */
function markOf(data: string): unknown {
  claimFolder(data).close()
  const db = new DatabaseSync(join(data, 'coeval.sqlite'))
  const mark = db.prepare(`select value from setting where key = 'mark'`).get()?.value
  db.close()
  return mark
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ 0x40
  return copy
}

function altered(bytes: Buffer, sql: string): Buffer {
  const path = join(place, 'altered')
  writeFileSync(path, bytes)
  const db = new DatabaseSync(path)
  db.exec(sql)
  db.close()
  const after = readFileSync(path)
  rmSync(path)
  if (existsSync(`${path}-wal`)) throw new Error('a log was left')
  return after
}
