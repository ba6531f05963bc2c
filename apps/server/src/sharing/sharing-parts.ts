import type { Changes } from '../access/changes.ts'
import type { Links } from '../access/links.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import type { Quotas } from '../costs/quotas.ts'
import type { Storage } from '../storage/contract/index.ts'

/** What the verbs of sharing stand on. */
export interface SharingParts {
  storage: Storage
  links: Links
  changes: Changes
  quotas: Quotas
  /** Only to see who is in a chronology: it is told by `changes`. */
  live: Pick<LiveConnections, 'here'>
  /** A chronology with its title, for the log. Throws Refusal where there is none. */
  named: (chronology: string) => Promise<{ id: string; title: string }>
  nowMs: () => number
}
