/** A person in a storage in memory, without better-auth: an account, unless more is said. */
import type { AuthUser } from '../storage/memory/auth-tables.ts'
import type { MemoryStorage } from '../storage/memory/memory-storage.ts'

export function addPerson({ tables }: MemoryStorage, id: string, more: Partial<AuthUser> = {}): void {
  const usual = { name: id, email: `${id}@example.org`, emailVerified: false, createdAt: new Date('2026-01-01') }
  const flags = { colour: 0, choseName: true, isOwner: false, isProgram: false }
  tables.auth.user.push({ id, ...usual, ...flags, ...more })
}
