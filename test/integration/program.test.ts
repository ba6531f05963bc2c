/** The program as people start it: what it says, and how it ends. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text as readStream } from 'node:stream/consumers'
import { cajChronology, cajJson } from '@coeval/caj'
import type { AuditPage } from '@coeval/api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bareEnv } from '../server-env.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const SERVER_SOURCES = resolve(import.meta.dirname, '../../apps/server/src')

let folder: ReturnType<typeof makeDataFolder>
const servers: ServerProcess[] = []

beforeEach(() => {
  folder = makeDataFolder()
})

afterEach(async () => {
  for (const server of servers.splice(0)) await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

test('it prints its address, and the owner link while nobody owns it, and ends cleanly on SIGTERM', async () => {
  const { child, stdout, stderr, exited } = run('main.ts', [], { PORT: '0' })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(await stdout).toMatch(
    /^Coeval is ready: open (http:\/\/127\.0\.0\.1:\d+)\/\nNobody owns it yet\. .*: \1\/owner#[\w-]{32}\n$/,
  )
  expect(
    (await stderr)
      .split('\n')
      .filter(Boolean)
      .map((line) => typeof JSON.parse(line)),
  ).not.toContain('string')
})

test('with a public address, that is the one to open', async () => {
  const settings = { PORT: '0', BASE_URL: 'https://time.example.org' }
  const { child, stdout, exited } = run('main.ts', [], settings)
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await exited).toBe(0)
  expect(await stdout).toMatch(
    /^Coeval is ready: open (https:\/\/time\.example\.org)\/\nFor the proxy in front, it listens at http:\/\/127\.0\.0\.1:\d+\/\nNobody .*: \1\/owner#[\w-]{32}\n$/,
  )
})

test('the data folder is for its owner alone', async () => {
  const data = join(folder.path, 'data')
  await start(data)
  expect(statSync(data).mode & 0o777).toBe(0o700)
})

test('a taken port is a sentence that names another', async () => {
  const first = await start(join(folder.path, 'a'))
  const { stderr, exited } = run('main.ts', [], { PORT: String(first.port), COEVAL_DATA: join(folder.path, 'b') })
  expect(await exited).toBe(1)
  expect(lastLine(await stderr)).toMatch(new RegExp(`^Port ${first.port} is taken.*PORT=`))
})

test('a data folder that another server uses is a sentence, and that server is not disturbed', async () => {
  const first = await start(folder.path)
  const { stderr, exited } = run('main.ts', [], { PORT: '0' })
  expect(await exited).toBe(1)
  expect(lastLine(await stderr)).toMatch(/^Another Coeval is using the data folder .*COEVAL_DATA/)
  expect((await fetch(`${first.address}readyz`)).status).toBe(200)
})

test('after a SIGKILL the data folder is free', async () => {
  const first = await start(folder.path)
  await first.end('SIGKILL')
  const second = await start(folder.path)
  expect((await fetch(`${second.address}readyz`)).status).toBe(200)
})

test('a data folder that cannot be one is a sentence', async () => {
  const file = join(folder.path, 'file')
  writeFileSync(file, '')
  const { stderr, exited } = run('main.ts', [], { PORT: '0', COEVAL_DATA: join(file, 'data') })
  expect(await exited).toBe(1)
  expect(lastLine(await stderr)).toMatch(/^The data folder .* cannot be used: .*COEVAL_DATA/)
})

test('a place where no folder can be made is a sentence too, and not an endless attempt', async () => {
  const { stderr, exited } = run('main.ts', [], { PORT: '0', COEVAL_DATA: '/proc/nope/data' })
  expect(await exited).toBe(1)
  expect(lastLine(await stderr)).toMatch(/^The data folder \/proc\/nope\/data cannot be used: .*COEVAL_DATA/)
})

test('a folder that was there before keeps its permissions', async () => {
  const data = join(folder.path, 'shared')
  mkdirSync(data)
  chmodSync(data, 0o755)
  await start(data)
  expect(statSync(data).mode & 0o777).toBe(0o755)
})

test('a damaged database is a sentence, and is left as it is', async () => {
  const database = join(folder.path, 'coeval.sqlite')
  writeFileSync(database, 'this is no database, and long enough to look like one: '.repeat(100))
  const { stderr, exited } = run('main.ts', [], { PORT: '0' })
  expect(await exited).toBe(1)
  expect(lastLine(await stderr)).toMatch(/^The database in .* is damaged/)
  expect(statSync(database).size).toBe(5500)
})

test('a database of a newer version is a sentence, and is left as it is', async () => {
  {
    using db = new DatabaseSync(join(folder.path, 'coeval.sqlite'))
    db.exec('pragma user_version = 99')
  }
  const { stderr, exited } = run('main.ts', [], { PORT: '0' })
  expect(await exited).toBe(1)
  expect(await stderr).toBe(
    'The database was written by a newer version of Coeval. Start that version, or restore a backup.\n',
  )
})

test('a database that another program holds at the start is a sentence', async () => {
  await (await start(folder.path)).end('SIGTERM')
  using other = new DatabaseSync(join(folder.path, 'coeval.sqlite'))
  other.exec('pragma locking_mode = exclusive; begin exclusive; delete from setting')
  const { stderr, exited } = run('main.ts', [], { PORT: '0' })
  expect(await exited).toBe(1)
  expect(await stderr).toMatch(/^The data folder .* cannot be used\. Another program is holding .*COEVAL_DATA.*\n$/)
})

test.each([
  ['PORT', 'eighty', /^PORT is "eighty"/],
  ['HOST', 'no-such-host.invalid', /^HOST is "no-such-host.invalid"/],
  ['LOG', 'loud', /^LOG is "loud"/],
  ['COEVAL_URL', 'example.org/path', /^COEVAL_URL is/],
  ['COEVAL_MAX_FRAME_MIB', '0', /^COEVAL_MAX_FRAME_MIB is "0"; set it to a whole number from 1, .* for 4\.$/],
  ['COEVAL_MAX_DOCUMENT_MIB', '0.5', /^COEVAL_MAX_DOCUMENT_MIB is "0\.5".* from 1, .* for 50\.$/],
  ['COEVAL_MAX_UPDATES_PER_SECOND', '99', /^COEVAL_MAX_UPDATES_PER_SECOND is "99".* from 100, .* for 2000\.$/],
  ['COEVAL_MAX_CONNECTIONS', '-1', /^COEVAL_MAX_CONNECTIONS is "-1".* from 1, /],
  ['COEVAL_MAX_CONNECTIONS_PER_ADDRESS', 'many', /^COEVAL_MAX_CONNECTIONS_PER_ADDRESS is "many".* from 1, /],
  ['COEVAL_METRICS_TOKEN', 'two words of some length', /^COEVAL_METRICS_TOKEN is too short or has spaces in it; set/],
])('a wrong %s is a sentence', async (name, value, sentence) => {
  const { stderr, exited } = run('main.ts', [], { PORT: '0', [name]: value })
  expect(await exited).toBe(1)
  expect(lastLine(await stderr)).toMatch(sentence)
})

test('a metrics token that is too short is not repeated in the sentence', async () => {
  const { stderr, exited } = run('main.ts', [], { PORT: '0', COEVAL_METRICS_TOKEN: 'hunter2' })
  expect(await exited).toBe(1)
  const said = await stderr
  expect(lastLine(said)).toMatch(/^COEVAL_METRICS_TOKEN is too short/)
  expect(said).not.toContain('hunter2')
})

test('the command line on a fresh data folder exports the CAJ chronology, data alone on standard output', async () => {
  const { stdout, stderr, exited } = run('cli.ts', ['export', 'caj'])
  expect(await stdout).toBe(cajJson())
  expect(await stderr).toBe('')
  expect(await exited).toBe(0)
})

test('what is imported without the server is there when it starts', async () => {
  const imported = run('cli.ts', ['import', '-', '--title', 'From a file'])
  imported.child.stdin.end(cajJson())
  const id = (await imported.stdout).trim()
  const server = await start(folder.path)
  const info = await (await server.fetch(`api/chronologies/${id}`)).json()
  expect(info).toMatchObject({ title: 'From a file', events: cajChronology().events.length })
})

test('what leaves and comes without the server is in the log, too', async () => {
  const imported = run('cli.ts', ['import', '-', '--title', 'From a file'])
  imported.child.stdin.end(cajJson())
  await imported.exited
  await run('cli.ts', ['export', 'caj']).exited
  const server = await start(folder.path)
  const page = await (await server.fetch('api/instance/audit', { headers: server.asMachine })).json()
  const { entries } = page as AuditPage
  expect(entries.map(({ actor, action, chronology }) => [actor?.name, action, chronology?.title])).toEqual(
    expect.arrayContaining([
      ['the command line', 'chronology-imported', 'From a file'],
      ['the command line', 'chronology-exported', 'Central Asia plus Japan Dialogue'],
    ]),
  )
})

test('a link that only this machine can open says so', async () => {
  const here = run('cli.ts', ['link', 'caj', '--role', 'viewer'])
  expect(await here.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/join#[\w-]{32}\n$/)
  expect(await here.stderr).toContain('on this machine only')
  const anywhere = run('cli.ts', ['link', 'caj', '--role', 'viewer'], { BASE_URL: 'https://time.example.org' })
  expect(await anywhere.stdout).toMatch(/^https:\/\/time\.example\.org\/join#/)
  expect(await anywhere.stderr).not.toContain('on this machine only')
})

test('the command line works beside a running server', async () => {
  const server = await start(folder.path)
  const file = join(folder.path, 'caj.json')
  writeFileSync(file, cajJson())
  const imported = run('cli.ts', ['import', file, '--title', 'Beside'])
  const id = (await imported.stdout).trim()
  expect(await imported.stderr).toContain('Imported "Beside".')
  expect((await server.fetch(`api/chronologies/${id}`)).status).toBe(200)
  const listed = run('cli.ts', ['list'])
  expect(await listed.stdout).toContain(`${id}\t${cajChronology().events.length}\tBeside\n`)
  const exported = run('cli.ts', ['export', 'caj'])
  expect(await exported.stdout).toBe(cajJson())
})

test.each([
  [['export', 'none'], 1, /no chronology with the id "none"/],
  [['export', 'caj', '--format', 'xls'], 1, /"xls".*json/],
  [['import', '/nowhere/file.json'], 1, /cannot be read: it does not exist/],
  [['export'], 2, /needs the id/],
  [['dance'], 2, /no command "dance"/],
  [['list', '--loud'], 2, /--loud/],
])('coeval %s ends with %i and says why', async (args, code, sentence) => {
  const { stdout, stderr, exited } = run('cli.ts', args)
  expect(await exited).toBe(code)
  expect(await stderr).toMatch(sentence)
  expect(await stdout).toBe('')
})

test('importing a file that cannot be read says what is wrong with it once', async () => {
  const { child, stdout, stderr, exited } = run('cli.ts', ['import', '-'])
  child.stdin.end('{ "format": ')
  expect(await exited).toBe(1)
  expect(await stdout).toBe('')
  const lines = (await stderr).trimEnd().split('\n')
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(/^error at .*JSON/)
})

test('a file in Windows-1252 is read as that where somebody says so, from a file and from standard input', async () => {
  const bytes = Buffer.from('{"format":"coeval-chronology","version":1,"meta":{"title":"Rétablissement"}}', 'latin1')
  using elsewhere = makeDataFolder()
  const file = join(elsewhere.path, 'old.json')
  writeFileSync(file, bytes)
  const refused = run('cli.ts', ['import', file])
  expect(await refused.exited).toBe(1)
  expect(await refused.stderr).toMatch(/Windows-1252.*Rétablissement.*--encoding windows-1252/s)
  const piped = run('cli.ts', ['import', '-'])
  piped.child.stdin.end(bytes)
  expect(await piped.exited).toBe(1)
  const made = run('cli.ts', ['import', '-', '--encoding', 'windows-1252'])
  made.child.stdin.end(bytes)
  expect(await made.stderr).toContain('Imported "Rétablissement".')
})

test('a file of another kind is called by its name', async () => {
  using elsewhere = makeDataFolder()
  const file = join(elsewhere.path, 'isk.ics')
  writeFileSync(file, 'BEGIN:VCALENDAR\nEND:VCALENDAR\n')
  const { stderr, exited } = run('cli.ts', ['import', file])
  expect(await exited).toBe(1)
  expect(await stderr).toMatch(/This is an iCalendar file/)
})

test('--help and --version answer on standard output', async () => {
  expect(await run('cli.ts', ['--help']).stdout).toMatch(/^Usage: .*export ID/s)
  expect(await run('cli.ts', ['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

test('a reader that stops early is no error', async () => {
  const { child, stderr, exited } = run('cli.ts', ['export', 'caj'])
  await once(child.stdout, 'data')
  child.stdout.destroy()
  expect(await exited).toBe(0)
  expect(await stderr).toBe('')
})

async function start(dataFolder: string): Promise<ServerProcess> {
  const server = await ServerProcess.start(dataFolder)
  servers.push(server)
  return server
}

function run(program: 'main.ts' | 'cli.ts', args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(SERVER_SOURCES, program), ...args], {
    env: { ...bareEnv(), HOST: '127.0.0.1', COEVAL_DATA: folder.path, ...env },
  })
  if (!args.includes('-')) child.stdin.end()
  const exited = once(child, 'exit').then(([code]) => code as number)
  // A pipe that a test closes early is not the test's concern.
  const stdout = readStream(child.stdout).catch(() => '')
  return { child, stdout, stderr: readStream(child.stderr), exited }
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? ''
}
