import type { Instance } from '@coeval/api'
import type { Changes } from '../access/changes.ts'
import type { Identities } from '../access/identities.ts'
import type { ChronologyList } from '../chronologies/chronology-list.ts'
import type { Storage } from '../storage/contract/index.ts'

/** What the verbs of the instance stand on. */
export interface InstanceParts {
  storage: Storage
  people: Pick<Identities, 'makeOneTimeToken' | 'programKeys'>
  changes: Changes
  chronologies: ChronologyList
  baseUrl: string
  dataFolder: string
  health: () => Omit<Instance['health'], 'baseUrl'>
  nowMs: () => number
}
