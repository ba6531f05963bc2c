/** The roles in a chronology, and which is more than which. */
import { type KeyScope, type Role, ROLES } from '@coeval/api'

/** Whether `role` may do what `least` may; nobody may do anything. */
export function isAtLeast(role: Role | null, least: Role): boolean {
  return role !== null && ROLES.indexOf(role) <= ROLES.indexOf(least)
}

export function lesser(a: Role, b: Role): Role {
  return isAtLeast(a, b) ? b : a
}

/** What a key may be in a chronology at most. */
export const ROLE_BY_SCOPE: Record<KeyScope, Role> = { write: 'editor', read: 'viewer' }

/** For a role that may change the document. */
export function mayWrite(role: Role | null): boolean {
  return isAtLeast(role, 'editor')
}
