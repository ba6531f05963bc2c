/** For whom each address of the contract is, written by hand: a rule that is loosened there by mistake is noticed here. */
import { lineOf, type RouteName, routes } from '@coeval/api'
import type { For } from './who.ts'

/** By the name of the route. */
const FOR_WHOM: Record<Exclude<RouteName, 'openDocument'>, For> = {
  readMe: 'anyone',
  changeMe: 'people',
  changePassword: 'people',
  connectOidc: 'people',
  listSessions: 'people',
  endSession: 'people',
  listKeys: 'people',
  createKey: 'people',
  revokeKey: 'people',
  listOwnRequests: 'people',
  signIn: 'anyone',
  signInOidc: 'anyone',
  signInByLink: 'anyone',
  signUp: 'anyone',
  signOut: 'anyone',
  finishOidc: 'anyone',
  claimInstance: 'anyone',
  join: 'anyone',
  listChronologies: 'anyone',
  createChronology: 'makers',
  importChronology: 'makers',
  readChronology: 'viewer',
  changeChronology: 'editor',
  removeChronology: 'owner',
  exportChronology: 'viewer',
  readHere: 'editor',
  readSharing: 'owner',
  addMember: 'owner',
  changeMember: 'owner',
  removeMember: 'owner',
  letIn: 'owner',
  refuseRequest: 'owner',
  createLink: 'owner',
  changeLink: 'owner',
  revokeLink: 'owner',
  readAudit: 'owner',
  readAuditFile: 'owner',
  readFileSchema: 'anyone',
  readOpenApi: 'anyone',
  readInstance: 'server owner',
  changeInstance: 'server owner',
  createInvitation: 'server owner',
  createSignInLink: 'server owner',
  changePerson: 'server owner',
  removePerson: 'server owner',
  revokeInstanceKey: 'server owner',
  readInstanceAudit: 'server owner',
  readInstanceAuditFile: 'server owner',
  readCheckup: 'anyone',
  openEcho: 'anyone',
  createOwnerLink: 'machine',
  createSignInLinkFor: 'machine',
  restoreBackup: 'machine',
  listProgramKeys: 'machine',
  createProgramKey: 'machine',
  revokeProgramKey: 'machine',
  // These last: whoever may leave is gone then, and the owner of the server becomes an owner there.
  leaveChronology: 'who may leave',
  becomeOwner: 'server owner',
}
/** What is asked of one address with different bodies. */
const PARTS: readonly [name: RouteName, part: string, whom: For][] = [
  ['changeChronology', '{trashed}', 'owner'],
  ['changeChronology', '{visibility}', 'owner'],
]
/** By method and path, and by what the body changes where that matters. */
export const ADDRESSES: Record<string, For> = Object.fromEntries(
  Object.entries(FOR_WHOM).flatMap(([name, whom]) => {
    const line = lineOf(routes[name as RouteName])
    const parts = PARTS.filter(([of]) => of === name).map(([, part, who]) => [`${line} ${part}`, who] as const)
    return [[line, whom] as const, ...parts]
  }),
)
