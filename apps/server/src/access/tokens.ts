/** Tokens of links: 192 random bits for the address, and their hash for the database. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const TOKEN_BYTES = 24

/** 32 characters that an address need not escape. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** No salt and no slow hash: what is random all over cannot be guessed from its hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

/** Whether two secrets are the same, in a time that does not depend on where they differ. */
export function isSameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(hashToken(a)), Buffer.from(hashToken(b)))
}
