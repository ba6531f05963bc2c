import { readFileSync } from 'node:fs'

/** Of the whole, from the root of the repository. */
export function readVersion(): string {
  const manifest = readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(manifest) as { version: string }).version
}
