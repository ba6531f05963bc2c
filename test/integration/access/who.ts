/** Everybody who may ask, and the states in which a chronology may be. */

export const WHO = [
  'nobody',
  'stranger',
  'guest viewer',
  'guest commenter',
  'guest editor',
  'member editor',
  'owner',
  'server owner',
  'read key',
  'write key',
  'other key',
  'machine',
] as const
export type Who = (typeof WHO)[number]
export const STATES = ['private', 'public', 'trashed', 'missing'] as const
export type State = (typeof STATES)[number]

export type Role = 'viewer' | 'commenter' | 'editor' | 'owner'

/** For whom an address is. */
export type For = 'anyone' | 'people' | 'makers' | 'server owner' | 'machine' | 'who may leave' | Role

/** In a chronology that is not public. */
export const ROLE_OF: Partial<Record<Who, Role>> = {
  'guest viewer': 'viewer',
  'guest commenter': 'commenter',
  'guest editor': 'editor',
  'member editor': 'editor',
  owner: 'owner',
  'read key': 'viewer',
  'write key': 'editor',
  machine: 'owner',
}
