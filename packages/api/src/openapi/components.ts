/** Schemas that have a name in the description, because several routes answer with them. */
import { ApiFailure, Problem } from '../failure.ts'
import { AuditEntry, AuditPage } from '../topics/audit.ts'
import { Checkup } from '../topics/checkup.ts'
import { ChronologyInfo } from '../topics/chronologies.ts'
import { CheckedFile, Imported } from '../topics/files.ts'
import { Instance } from '../topics/instance.ts'
import { Asked, Joined, OwnJoinRequest } from '../topics/join.ts'
import { KeyInfo, NewKey } from '../topics/keys.ts'
import { LinkInfo, NewLink, RevokedLink } from '../topics/links.ts'
import { Me, Person, SessionInfo } from '../topics/me.ts'
import { MemberInfo } from '../topics/member-info.ts'
import { Here, JoinRequest, Sharing } from '../topics/members.ts'
import { OneTimeLink } from '../topics/one-time-link.ts'

export const components = {
  ApiFailure,
  Asked,
  AuditEntry,
  AuditPage,
  CheckedFile,
  Checkup,
  ChronologyInfo,
  Here,
  Imported,
  Instance,
  Joined,
  JoinRequest,
  KeyInfo,
  LinkInfo,
  Me,
  MemberInfo,
  NewKey,
  NewLink,
  OneTimeLink,
  OwnJoinRequest,
  Person,
  Problem,
  RevokedLink,
  SessionInfo,
  Sharing,
}
