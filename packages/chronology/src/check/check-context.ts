/** What is gathered while a file is checked, for what can only be looked up once all lists are read. */
import type { Collection, FactRef } from '../types.ts'
import type { Location, ProblemList } from './problem-list.ts'

export interface CheckContext {
  problems: ProblemList
  /** Ids that the file speaks of, looked up when all lists are read. */
  references: Reference[]
  /** What claims and disputes are about, looked up likewise. */
  facts: { fact: FactRef; place: Location }[]
  /** Lists with an entry whose id cannot be read: a reference to one that is not there may mean that entry. */
  unsure: Set<Collection>
}

interface Reference extends Location {
  collection: Collection
  id: string
}
