import type { KeyInfo, KeyScope } from '@coeval/api'
import { KEY_PREFIX } from '../auth/auth.ts'
import type { StoredKey } from '../storage/contract/index.ts'

/** A key as people are told of it. */
export function keyInfo(key: StoredKey): KeyInfo {
  const { id, name, start, createdAt, expiresAt, lastRequest } = key
  return {
    id,
    name,
    ...readKeyMetadata(key.metadata),
    start: start ?? KEY_PREFIX,
    createdAt,
    expiresAt,
    lastUsedAt: lastRequest,
  }
}

/** What was not written by us gives the least. */
export function readKeyMetadata(metadata: unknown): { scope: KeyScope; chronology: string | null } {
  const parsed: unknown = typeof metadata === 'string' ? JSON.parse(metadata) : metadata
  const { scope, chronology } = (parsed ?? {}) as { scope?: unknown; chronology?: unknown }
  return {
    scope: scope === 'write' ? 'write' : 'read',
    chronology: typeof chronology === 'string' ? chronology : null,
  }
}
