import type { Instance } from '@coeval/api'
import type { Changes } from '../access/changes.ts'
import type { ApiKeys } from '../accounts/api-keys.ts'
import type { OneTimeLinks } from '../accounts/one-time-links.ts'
import type { ChronologyList } from '../chronologies/chronology-list.ts'
import type { Storage } from '../storage/contract/index.ts'

/** What the verbs of the instance stand on. */
export interface InstanceParts {
  storage: Storage
  apiKeys: Pick<ApiKeys, 'ofPrograms'>
  oneTimeLinks: Pick<OneTimeLinks, 'make'>
  changes: Changes
  chronologies: ChronologyList
  baseUrl: string
  dataFolder: string
  health: () => Omit<Instance['health'], 'baseUrl'>
  nowMs: () => number
}
