/** The secret that signs cookies: a file of its own, and its fingerprint in the database. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

export const SECRET_BYTES = 32

export function readSecretFile(path: string): string {
  return readFileSync(path, 'utf8').trim()
}

/** Shows that a secret is the right one, and nothing else: it has 256 bits. */
export function fingerprintOf(secret: string): string {
  return createHash('sha256').update(`coeval secret ${secret}`).digest('hex')
}
