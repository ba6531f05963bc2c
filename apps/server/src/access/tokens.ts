/** Tokens of links: 192 random bits for the address, and their hash for the database. */
import { createHash, randomBytes } from 'node:crypto'

const TOKEN_BYTES = 24

/** 32 characters that an address need not escape. */
export function newToken(): string {
  return randomBytes(TOKEN_BYTES).toString('base64url')
}

/** No salt and no slow hash: what is random all over cannot be guessed from its hash. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
