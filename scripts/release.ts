// npm run release: raises the version by the changesets that wait in .changeset, writes them to CHANGELOG.md, and names
// the new version in docker/compose.yaml. Commit what it changed, and tag it.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './bootstrap/failure.mjs'
import { main } from './main.ts'
import { run } from './process.ts'
import { ROOT } from './root.ts'

await main(async () => {
  const { code } = await run('changeset', ['version'], { output: 'show' })
  if (code !== 0) throw new Failure('The version was not raised: see what changeset says above.')
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const compose = join(ROOT, 'docker/compose.yaml')
  writeFileSync(compose, readFileSync(compose, 'utf8').replace(/image: coeval:\S+/, `image: coeval:${version}`))
  process.stdout.write(`Coeval ${version}. Commit it, then: git tag v${version}\n`)
})
