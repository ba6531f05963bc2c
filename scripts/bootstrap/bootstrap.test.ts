import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ROOT } from '../root.ts'
import { installEnvironment, withoutNpm } from './environment.mjs'
import { explainInstallFailure } from './install-problem.mjs'
import { withLock } from './lock.mjs'
import { oldNodeProblem } from './node-version.mjs'
import { findNode } from './pinned-node.mjs'
import { clearStamp, installKey, isInstalled, writeStamp } from './stamp.mjs'

let clone: string

/** A repository as a fresh clone has it, as far as the bootstrap looks. */
beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'coeval-clone-'))
  for (const file of [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    '.npmrc',
    'scripts',
    'packages/sync/package.json',
  ]) {
    cpSync(join(ROOT, file), join(clone, file), { recursive: true })
  }
})
afterEach(() => rmSync(clone, { recursive: true, force: true }))

/** Run a program of the clone as a user with an empty home would. */
function asNewUser(command: string, args: string[], env: NodeJS.ProcessEnv = {}) {
  const home = join(clone, 'home')
  mkdirSync(home, { recursive: true })
  return new Promise<{ code: number | string; stdout: string; stderr: string }>((resolve) => {
    execFile(
      command,
      args,
      { cwd: clone, env: { PATH: process.env.PATH, HOME: home, ...env } },
      (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
    )
  })
}

describe('the stamp of what is installed', () => {
  test('fits until a manifest, the lockfile or the workspace file changes', () => {
    mkdirSync(join(clone, 'node_modules'))
    expect(isInstalled(clone, installKey(clone))).toBe(false)
    writeStamp(clone, installKey(clone))
    expect(isInstalled(clone, installKey(clone))).toBe(true)
    for (const file of ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'packages/sync/package.json']) {
      const before = readFileSync(join(clone, file), 'utf8')
      writeFileSync(join(clone, file), `${before} `)
      expect(isInstalled(clone, installKey(clone)), file).toBe(false)
      writeFileSync(join(clone, file), before)
    }
    expect(isInstalled(clone, installKey(clone))).toBe(true)
  })

  test('is gone once an installation has begun', () => {
    mkdirSync(join(clone, 'node_modules'))
    writeStamp(clone, installKey(clone))
    clearStamp(clone)
    expect(isInstalled(clone, installKey(clone))).toBe(false)
  })
})

describe('sentences', () => {
  test('a Node that is too old is told which one to install', () => {
    expect(oldNodeProblem('18.20.8')).toMatch(
      /^Coeval needs Node 20 or later and this is Node 18\.20\.8: install .+\.$/,
    )
    expect(oldNodeProblem('20.0.0')).toBeNull()
    expect(oldNodeProblem('26.1.0')).toBeNull()
  })

  test('a failed installation is explained by its cause', () => {
    const explain = (output: string) => explainInstallFailure(output, 'pnpm@1.2.3')
    expect(explain('npm error code EAI_AGAIN')).toMatch(/connect to the internet/)
    expect(explain('Error: ERR_PNPM_META_FETCH_FAIL')).toMatch(/connect to the internet/)
    expect(explain("EACCES: permission denied, mkdir '/home/x/.npm'")).toMatch(/make them writable/)
    expect(explain('ENOSPC: no space left on device')).toMatch(/disk is full/)
    expect(explain('ERR_PNPM_OUTDATED_LOCKFILE')).toMatch(/npx pnpm@1\.2\.3 install/)
    expect(explain('something else\nbroke')).toMatch(/below.*\nsomething else\nbroke$/)
  })

  test('without network an empty machine says so in one sentence and counts as not installed', async () => {
    // Port 9 (discard) of this machine: nothing answers.
    const env = { npm_config_registry: 'http://127.0.0.1:9' }
    const { code, stdout, stderr } = await asNewUser(process.execPath, ['scripts/run.mjs', 'scripts/check.ts'], env)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^Coeval could not download what it needs: connect to the internet .+ again\.\n$/)
    expect(isInstalled(clone, installKey(clone))).toBe(false)
  })
})

describe('the scripts that follow', () => {
  /** A clone in which everything is installed: the Node of this test stands for the pinned one. */
  function installed(script: string): string[] {
    mkdirSync(join(clone, 'node_modules'))
    writeStamp(clone, installKey(clone))
    writeFileSync(join(clone, 'script.ts'), script)
    return ['scripts/run.mjs', 'script.ts']
  }

  test('get their arguments as they are, none of npm’s variables, and pass on their exit code', async () => {
    const run = installed(`
      const npm = Object.keys(process.env).filter((name) => name.startsWith('npm_package'))
      process.stdout.write(JSON.stringify([...process.argv.slice(2), ...npm])); process.exitCode = 7`)
    const { code, stdout, stderr } = await asNewUser(process.execPath, [...run, 'a b', '$HOME'], {
      npm_package_name: 'x',
    })
    expect({ code, stdout, stderr }).toEqual({ code: 7, stdout: '["a b","$HOME"]', stderr: '' })
  })

  test('write data to standard output under npm, with nothing of npm’s before it', async () => {
    installed('')
    mkdirSync(join(clone, 'apps/server/src'), { recursive: true })
    writeFileSync(join(clone, 'apps/server/src/cli.ts'), 'process.stdout.write(JSON.stringify(process.argv.slice(2)))')
    const { stdout } = await asNewUser('npm', ['run', 'coeval', '--', 'export', 'caj'])
    expect(JSON.parse(stdout)).toEqual(['export', 'caj'])
  })

  test('are told to stop when npm is, and npm ends as they do', async () => {
    installed('')
    const start = `process.on('SIGTERM', () => process.exit(3)); process.stdout.write('ready'); setInterval(() => {}, 1000)`
    writeFileSync(join(clone, 'scripts/start.ts'), start)
    const npm = spawn('npm', ['start'], { cwd: clone, stdio: ['ignore', 'pipe', 'ignore'] })
    await once(npm.stdout, 'data')
    npm.kill('SIGTERM')
    expect(await once(npm, 'exit')).toEqual([3, null])
  })
})

test('npm’s own variables are dropped, the user’s registry stays and is told to pnpm', () => {
  const env = { HOME: '/h', npm_package_name: 'x', npm_config_loglevel: 'silent', npm_config_registry: 'http://r/' }
  expect(withoutNpm(env)).toEqual({ HOME: '/h', npm_config_registry: 'http://r/' })
  expect(installEnvironment(env)).toMatchObject({
    pnpm_config_registry: 'http://r/',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  })
})

test('without a pinned Node the running one serves from 24 on, and else a sentence', () => {
  expect(findNode(clone, { path: '/usr/bin/node', version: '24.1.0' })).toBe('/usr/bin/node')
  expect(() => findNode(clone, { path: '/usr/bin/node', version: '22.12.0' })).toThrow(/install Node 24 or later/)
})

describe('the lock', () => {
  test('lets one at a time do the work', async () => {
    const lock = join(clone, '.lock')
    const order: string[] = []
    const work = (name: string) => async () => {
      order.push(`${name} begins`)
      await new Promise((resolve) => setImmediate(resolve))
      order.push(`${name} ends`)
    }
    await Promise.all([withLock(lock, work('first')), withLock(lock, work('second'), () => order.push('second waits'))])
    expect(order).toEqual(['first begins', 'second waits', 'first ends', 'second begins', 'second ends'])
  })

  test('of a process that is gone is taken over', async () => {
    const gone = spawn(process.execPath, ['--eval', ''])
    await once(gone, 'exit')
    writeFileSync(join(clone, '.lock'), String(gone.pid))
    expect(await withLock(join(clone, '.lock'), async () => 'done')).toBe('done')
  })
})
