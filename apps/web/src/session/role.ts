/** What the four roles mean to this page: two write, two read. */
import type { Role } from '@coeval/api'

/** A commenter is not a writer of the document: the server gives them what it gives to viewers. */
export function isWriter(role: Role): boolean {
  switch (role) {
    case 'owner':
    case 'editor':
      return true
    case 'commenter':
    case 'viewer':
      return false
  }
}
