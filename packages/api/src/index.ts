export { addressOf, addressWith } from './address.ts'
export { isChoice } from './choice.ts'
export { lineOf, type RouteName, routes } from './contract.ts'
export { ApiFailure, EncodingOffer, Problem } from './failure.ts'
export * from './limits.ts'
export { isNoName, MISLEADING, PersonName } from './person-name.ts'
export { readAnswer, type ReadAnswer } from './read-answer.ts'
export type {
  Answer,
  AskedOf,
  BodyOf,
  FileAnswer,
  Handover,
  IsRaw,
  Method,
  Nothing,
  ParamsOf,
  Part,
  QueryOf,
  ReplyOf,
  Route,
  SentBodyOf,
  SentQueryOf,
} from './route.ts'
export type { Rule } from './rule.ts'
export { AuditEntry, AuditPage, type AuditQuery } from './topics/audit.ts'
export { AuditAction } from './topics/audit-action.ts'
export { Checkup, Finding } from './topics/checkup.ts'
export { type ChangeChronology, ChronologyInfo, type CreateChronology } from './topics/chronologies.ts'
export { CheckedFile, Imported } from './topics/files.ts'
export { type ChangeInstance, Instance, InstanceChronology, InstancePerson } from './topics/instance.ts'
export { Asked, type ClaimInstance, type Join, Joined, OwnJoinRequest } from './topics/join.ts'
export { type CreateKey, KeyInfo, NewKey } from './topics/keys.ts'
export { type ChangeLink, type CreateLink, LinkInfo, NewLink, RevokedLink } from './topics/links.ts'
export { SignInLinkFor } from './topics/machine.ts'
export { type ChangeMe, type ChangePassword, Me, Person, PresentPassword, SessionInfo } from './topics/me.ts'
export { MemberInfo } from './topics/member-info.ts'
export { AddedMember, type AddMember, type ChangeMember, Here, JoinRequest, Sharing } from './topics/members.ts'
export { OneTimeLink } from './topics/one-time-link.ts'
export { probes } from './topics/probes.ts'
export {
  OidcRedirect,
  type SignIn,
  type SignInLink,
  type SignInOidc,
  type SignOut,
  type SignUpRequest,
} from './topics/sign-in.ts'
export {
  KEY_SCOPES,
  type KeyScope,
  LINK_ROLES,
  type LinkRole,
  type Role,
  ROLES,
  type SignUp,
  type Visibility,
} from './values.ts'
