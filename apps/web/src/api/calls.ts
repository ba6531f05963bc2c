/** Everything that the page may ask, each by its route of the contract. `client.ts` loads it; import from there. */
import {
  type AddMember,
  type AuditQuery,
  type ChangeChronology,
  type ChangeInstance,
  type ChangeLink,
  type ChangeMe,
  type ChangePassword,
  type ClaimInstance,
  type CreateKey,
  type CreateLink,
  type Join,
  type Joined,
  type Role,
  routes,
  type SignIn,
  type SignInLink,
  type SignInOidc,
  type SignOut,
  type SignUpRequest,
  type Visibility,
} from '@coeval/api'
import { ask } from './ask.ts'
import { notUnderstood } from './not-understood.ts'

export const calls = {
  // Who I am. What changes it answers with Me, which belongs into person/me-store.ts.
  me: () => ask(routes.readMe, {}).then(bodyOf),
  changeMe: (body: ChangeMe) => ask(routes.changeMe, { body }).then(bodyOf),
  signIn: (body: SignIn) => ask(routes.signIn, { body }).then(bodyOf),
  signUp: (body: SignUpRequest) => ask(routes.signUp, { body }).then(bodyOf),
  signInOidc: (body: SignInOidc) => ask(routes.signInOidc, { body }).then(bodyOf),
  /** Another way to sign in to the same account. */
  connectOidc: () => ask(routes.connectOidc, {}).then(bodyOf),
  signInByLink: (body: SignInLink) => ask(routes.signInByLink, { body }).then(bodyOf),
  signOut: (body: SignOut = {}) => ask(routes.signOut, { body }).then(bodyOf),
  changePassword: (body: ChangePassword) => ask(routes.changePassword, { body }).then(bodyOf),
  sessions: () => ask(routes.listSessions, {}).then(({ body }) => body.sessions),
  endSession: (session: string) => ask(routes.endSession, { params: { session } }).then(nothing),
  keys: () => ask(routes.listKeys, {}).then(({ body }) => body.keys),
  createKey: (body: CreateKey) => ask(routes.createKey, { body }).then(bodyOf),
  revokeKey: (key: string) => ask(routes.revokeKey, { params: { key } }).then(nothing),

  // Links that let somebody in.
  claimInstance: (body: ClaimInstance) => ask(routes.claimInstance, { body }).then(bodyOf),
  async join(asked: Omit<Join, 'ask'>): Promise<Joined> {
    const { status, body } = await ask(routes.join, { body: asked })
    if (status === 202) throw notUnderstood(status, 'owners were asked by one who did not want that')
    return body
  },
  /** By a personal link that was made for another: the owners of the chronology decide. */
  async askToJoin(asked: Omit<Join, 'ask'>) {
    const { status, body } = await ask(routes.join, { body: { ...asked, ask: true } })
    if (status === 202) return body
    // The link was for the person who asks, after all.
    throw notUnderstood(status, 'somebody is in who asked to be let in')
  },
  requests: () => ask(routes.listOwnRequests, {}).then(({ body }) => body.requests),

  // Chronologies.
  chronologies: () => ask(routes.listChronologies, {}).then(({ body }) => body.chronologies),
  chronology: (id: string) => ask(routes.readChronology, { params: { id } }).then(bodyOf),
  create: (title: string) => ask(routes.createChronology, { body: { title } }).then(bodyOf),
  rename: (id: string, title: string) => changeChronology(id, { title }),
  trash: (id: string, trashed: boolean) => changeChronology(id, { trashed }),
  setVisibility: (id: string, visibility: Visibility) => changeChronology(id, { visibility }),
  /** For good. Only what is in the trash. */
  remove: (id: string) => ask(routes.removeChronology, { params: { id } }).then(nothing),

  // Sharing one chronology.
  sharing: (id: string) => ask(routes.readSharing, { params: { id } }).then(bodyOf),
  addMember: (id: string, body: AddMember) => ask(routes.addMember, { params: { id }, body }).then(bodyOf),
  changeMember: (id: string, person: string, role: Role) =>
    ask(routes.changeMember, { params: { id, person }, body: { role } }).then(bodyOf),
  removeMember: (id: string, person: string) => ask(routes.removeMember, { params: { id, person } }).then(nothing),
  letIn: (id: string, request: string) => ask(routes.letIn, { params: { id, request } }).then(bodyOf),
  refuseRequest: (id: string, request: string) => ask(routes.refuseRequest, { params: { id, request } }).then(nothing),
  /** I am gone from it. */
  leave: (id: string) => ask(routes.leaveChronology, { params: { id } }).then(nothing),
  createLink: (id: string, body: CreateLink) => ask(routes.createLink, { params: { id }, body }).then(bodyOf),
  changeLink: (id: string, link: string, body: ChangeLink) =>
    ask(routes.changeLink, { params: { id, link }, body }).then(bodyOf),
  revokeLink: (id: string, link: string) => ask(routes.revokeLink, { params: { id, link } }).then(bodyOf),
  here: (id: string) => ask(routes.readHere, { params: { id } }).then(bodyOf),
  audit: (id: string, query: AuditQuery = {}) => ask(routes.readAudit, { params: { id }, query }).then(bodyOf),

  // The instance.
  instance: () => ask(routes.readInstance, {}).then(bodyOf),
  changeInstance: (body: ChangeInstance) => ask(routes.changeInstance, { body }).then(bodyOf),
  createInvitation: () => ask(routes.createInvitation, {}).then(bodyOf),
  createSignInLink: (person: string) => ask(routes.createSignInLink, { params: { person } }).then(bodyOf),
  setVouched: (person: string, isVouched: boolean) =>
    ask(routes.changePerson, { params: { person }, body: { isVouched } }).then(bodyOf),
  setInstanceOwner: (person: string, isOwner: boolean) =>
    ask(routes.changePerson, { params: { person }, body: { isOwner } }).then(bodyOf),
  removePerson: (person: string) => ask(routes.removePerson, { params: { person } }).then(nothing),
  revokeInstanceKey: (key: string) => ask(routes.revokeInstanceKey, { params: { key } }).then(nothing),
  becomeOwner: (id: string) => ask(routes.becomeOwner, { params: { id } }).then(bodyOf),
  instanceAudit: (query: AuditQuery = {}) => ask(routes.readInstanceAudit, { query }).then(bodyOf),

  checkup: (origin: string) => ask(routes.readCheckup, { query: { origin } }).then(bodyOf),
}

function changeChronology(id: string, body: ChangeChronology) {
  return ask(routes.changeChronology, { params: { id }, body }).then(bodyOf)
}

function bodyOf<T>({ body }: { body: T }): T {
  return body
}

function nothing(): void {}
