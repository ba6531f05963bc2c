/** The whole acceptance of a storage: an implementation calls it from a test file, with a way to make an empty one. */
import type { MakeStorage } from './arrangement.ts'
import { auditSuite } from './audit.ts'
import { catalogueSuite } from './catalogue.ts'
import { chronologySuite } from './chronologies.ts'
import { joinRequestSuite } from './join-requests.ts'
import { keySuite } from './keys.ts'
import { knownAddressSuite } from './known-addresses.ts'
import { lifetimeSuite } from './lifetime.ts'
import { linkSuite } from './links.ts'
import { memberSuite } from './members.ts'
import { mergingSuite } from './merging.ts'
import { oneTimeLinkSuite } from './one-time-links.ts'
import { personSuite } from './people.ts'
import { sessionSuite } from './sessions.ts'
import { settingSuite } from './settings.ts'
import { usageSuite } from './usage.ts'

export type { MakeStorage, StorageUnderTest } from './arrangement.ts'

/** All but that of rooms, which is `storageSuite` of `@coeval/sync/storage-suite`. */
export function allSuites(name: string, make: MakeStorage): void {
  lifetimeSuite(name, make)
  chronologySuite(name, make)
  catalogueSuite(name, make)
  memberSuite(name, make)
  linkSuite(name, make)
  joinRequestSuite(name, make)
  personSuite(name, make)
  mergingSuite(name, make)
  sessionSuite(name, make)
  keySuite(name, make)
  oneTimeLinkSuite(name, make)
  knownAddressSuite(name, make)
  auditSuite(name, make)
  usageSuite(name, make)
  settingSuite(name, make)
}
