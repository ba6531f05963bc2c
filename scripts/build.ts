// npm run build: the web app, for production; nothing else of Coeval needs building.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { Failure } from './bootstrap/failure.mjs'
import { withLock } from './bootstrap/lock.mjs'
import { main } from './main.ts'
import { run } from './process.ts'
import { ROOT } from './root.ts'
import { webSourceKey } from './web-sources.ts'

/** `development` is for the browser tests: React checks itself, and StrictMode runs each effect twice. */
export type WebMode = 'production' | 'development'

const FOLDERS: Record<WebMode, string> = { production: 'dist', development: 'dist-dev' }
const STAMP = '.coeval-build'

/** Where the built web app of a mode is, to be served as it is. */
export function webFolder(mode: WebMode): string {
  return join(ROOT, 'apps/web', FOLDERS[mode])
}

/**
 * Build the web app unless it is built from just these sources. The new one replaces the old in one step, so a server
 * that runs meanwhile never serves half of it, and an interrupted build does not count.
 *
 * @returns the built folder
 * @throws {Failure} with what Vite said
 */
export async function buildWeb(options: { mode: WebMode; onStart?: () => void }): Promise<string> {
  const folder = webFolder(options.mode)
  const key = webSourceKey(ROOT)
  if (isBuilt(folder, key)) return folder
  await withLock(join(ROOT, 'apps/web', `.build-${options.mode}.lock`), async () => {
    if (isBuilt(folder, key)) return
    options.onStart?.()
    const draft = `${folder}-next`
    rmSync(draft, { recursive: true, force: true })
    await viteBuild(options.mode, draft)
    writeFileSync(join(draft, STAMP), key)
    rmSync(`${folder}-old`, { recursive: true, force: true })
    if (existsSync(folder)) renameSync(folder, `${folder}-old`)
    renameSync(draft, folder)
    rmSync(`${folder}-old`, { recursive: true, force: true })
  })
  return folder
}

function isBuilt(folder: string, key: string): boolean {
  const stamp = join(folder, STAMP)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === key
}

async function viteBuild(mode: WebMode, outDir: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const args = [vite, 'build', '--mode', mode, '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  // Nobody opens the tools of a browser under test, and a server reads all that is there.
  if (mode === 'development') args.push('--sourcemap', 'false')
  // A process of its own: Vite and React go by NODE_ENV, which is ours to keep.
  const { code, output } = await run(process.execPath, args, {
    cwd: join(ROOT, 'apps/web'),
    env: { NODE_ENV: mode },
    output: 'keep',
  })
  if (code !== 0)
    throw new Failure(
      `The web app does not build: correct what Vite says below.\n${stripVTControlCharacters(output).trim()}`,
    )
}

if (import.meta.main) {
  await main(async () => {
    const folder = await buildWeb({ mode: 'production' })
    process.stderr.write(`The web app is in ${folder}\n`)
  })
}
