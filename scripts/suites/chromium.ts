import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Failure } from '../bootstrap/failure.mjs'
import { run } from '../process.ts'

/** Chromium without windows and profiles of its own: a third less work for each page that a test opens. */
const SHELLS = ['chromium-headless-shell', 'chrome-headless-shell']
const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The path of a Chromium for the browser tests: the one that CHROMIUM names, or one on the PATH, a whole browser first;
 * where there is none and Debian's packages can be installed, that is done. `whole`: no shell, but what people have.
 *
 * @throws {Failure} with the sentence that says how to get one
 */
export async function findChromium({ whole = false } = {}): Promise<string> {
  const named = process.env.CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new Failure(`CHROMIUM names ${named}, which does not exist: set it to the path of a Chromium or Chrome.`)
  }
  const names = whole ? BROWSERS : [...BROWSERS, ...SHELLS]
  const found = onPath(names)
  if (found) return found
  if (process.getuid?.() === 0 && onPath(['apt-get'])) await installFromDebian()
  const installed = onPath(names)
  if (installed) return installed
  throw new Failure(
    'The browser tests need Chromium: install it (Debian, Ubuntu: sudo apt-get install chromium) or set CHROMIUM to the path of a Chromium or Chrome, and run npm test again.',
  )
}

async function installFromDebian(): Promise<void> {
  process.stderr.write('Installing Chromium from the packages of this system …\n')
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const update = await run('apt-get', ['update'], { env, output: 'keep' })
  const install = await run('apt-get', ['install', '-y', 'chromium'], { env, output: 'keep' })
  if (install.code !== 0) process.stderr.write(`${update.output}${install.output}`)
}

function onPath(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path))
}
