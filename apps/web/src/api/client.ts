/** The server's HTTP API, typed and with its error sentences. Paths and shapes: apps/server/src/http/api-types.ts. */
import type { Problem } from '@coeval/chronology'
import type {
  AddedMember,
  AddMember,
  ApiFailure,
  Asked,
  AuditPage,
  ChangeChronology,
  ChangeInstance,
  ChangeLink,
  ChangeMe,
  ChangeMember,
  ChangePassword,
  Checkup,
  ChronologyInfo,
  ClaimInstance,
  CreateKey,
  CreateLink,
  Here,
  Instance,
  Join,
  Joined,
  KeyInfo,
  LinkInfo,
  Me,
  MemberInfo,
  NewKey,
  NewLink,
  OidcRedirect,
  OneTimeLink,
  OwnJoinRequest,
  RevokedLink,
  Role,
  SessionInfo,
  Sharing,
  SignIn,
  SignInLink,
  SignInOidc,
  SignOut,
  SignUpRequest,
  Visibility,
} from '@coeval/api'
import { t } from '../i18n/index.ts'

export type * from '@coeval/api'

/** The server's refusal, in a sentence for the person who asked. Status 0: it could not be reached. */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly problems: Problem[]

  constructor(status: number, code: string, message: string, problems: Problem[] = [], options?: ErrorOptions) {
    super(message, options)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.problems = problems
  }
}

/** Everything that the page may ask. Rejects with ApiError alone. */
export const api = {
  // Who I am. What changes it answers with Me, which belongs into person/me-store.ts.
  me: () => request<Me>('GET', '/api/me'),
  changeMe: (change: ChangeMe) => request<Me>('PATCH', '/api/me', change),
  signIn: (asked: SignIn) => request<Me>('POST', '/api/sign-in', asked),
  signUp: (asked: SignUpRequest) => request<Me>('POST', '/api/sign-up', asked),
  signInOidc: (asked: SignInOidc) => request<OidcRedirect>('POST', '/api/sign-in/oidc', asked),
  /** Another way into the account that one has. */
  connectOidc: () => request<OidcRedirect>('POST', '/api/me/oidc', {}),
  signInByLink: (asked: SignInLink) => request<Me>('POST', '/api/sign-in/link', asked),
  signOut: (asked: SignOut = {}) => request<Me>('POST', '/api/sign-out', asked),
  changePassword: (asked: ChangePassword) => request<Me>('POST', '/api/me/password', asked),
  sessions: () => request<{ sessions: SessionInfo[] }>('GET', '/api/me/sessions').then(({ sessions }) => sessions),
  endSession: (session: string) => request<void>('DELETE', path`/api/me/sessions/${session}`),
  keys: () => request<{ keys: KeyInfo[] }>('GET', '/api/me/keys').then(({ keys }) => keys),
  createKey: (asked: CreateKey) => request<NewKey>('POST', '/api/me/keys', asked),
  revokeKey: (key: string) => request<void>('DELETE', path`/api/me/keys/${key}`),

  // Links that let somebody in.
  claimInstance: (asked: ClaimInstance) => request<Joined>('POST', '/api/owner', asked),
  join: (asked: Omit<Join, 'ask'>) => request<Joined>('POST', '/api/join', asked),
  /** By a personal link that was made for another: the owners of the chronology decide. */
  askToJoin: (asked: Omit<Join, 'ask'>) => request<Asked>('POST', '/api/join', { ...asked, ask: true } satisfies Join),
  requests: () => request<{ requests: OwnJoinRequest[] }>('GET', '/api/me/requests').then(({ requests }) => requests),

  // Chronologies.
  chronologies: () =>
    request<{ chronologies: ChronologyInfo[] }>('GET', '/api/chronologies').then(({ chronologies }) => chronologies),
  chronology: (id: string) => request<ChronologyInfo>('GET', path`/api/chronologies/${id}`),
  create: (title: string) => request<ChronologyInfo>('POST', '/api/chronologies', { title }),
  rename: (id: string, title: string) => changeChronology(id, { title }),
  trash: (id: string, trashed: boolean) => changeChronology(id, { trashed }),
  setVisibility: (id: string, visibility: Visibility) => changeChronology(id, { visibility }),
  /** For good. Only what is in the trash. */
  remove: (id: string) => request<void>('DELETE', path`/api/chronologies/${id}`),
  exportAddress: (id: string, format = 'json') => path`/api/chronologies/${id}/export?format=${format}`,

  // Sharing one chronology.
  sharing: (id: string) => request<Sharing>('GET', path`/api/chronologies/${id}/sharing`),
  addMember: (id: string, asked: AddMember) =>
    request<AddedMember>('POST', path`/api/chronologies/${id}/members`, asked),
  changeMember: (id: string, person: string, role: Role) =>
    request<MemberInfo>('PATCH', path`/api/chronologies/${id}/members/${person}`, { role } satisfies ChangeMember),
  removeMember: (id: string, person: string) =>
    request<void>('DELETE', path`/api/chronologies/${id}/members/${person}`),
  letIn: (id: string, asked: string) =>
    request<MemberInfo>('POST', path`/api/chronologies/${id}/requests/${asked}`, {}),
  refuseRequest: (id: string, asked: string) =>
    request<void>('DELETE', path`/api/chronologies/${id}/requests/${asked}`),
  /** I am gone from it. */
  leave: (id: string) => request<void>('DELETE', path`/api/chronologies/${id}/membership`),
  createLink: (id: string, asked: CreateLink) => request<NewLink>('POST', path`/api/chronologies/${id}/links`, asked),
  changeLink: (id: string, link: string, change: ChangeLink) =>
    request<LinkInfo>('PATCH', path`/api/chronologies/${id}/links/${link}`, change),
  revokeLink: (id: string, link: string) => request<RevokedLink>('DELETE', path`/api/chronologies/${id}/links/${link}`),
  here: (id: string) => request<Here>('GET', path`/api/chronologies/${id}/here`),
  audit: (id: string, page: AuditQuery = {}) =>
    request<AuditPage>('GET', `${path`/api/chronologies/${id}/audit`}${auditQuery(page)}`),
  auditCsvAddress: (id: string) => path`/api/chronologies/${id}/audit.csv`,

  // The instance.
  instance: () => request<Instance>('GET', '/api/instance'),
  changeInstance: (change: ChangeInstance) => request<Instance>('PATCH', '/api/instance', change),
  createInvitation: () => request<OneTimeLink>('POST', '/api/instance/invitations', {}),
  createSignInLink: (person: string) =>
    request<OneTimeLink>('POST', path`/api/instance/people/${person}/sign-in-link`, {}),
  setVouched: (person: string, isVouched: boolean) =>
    request<Instance>('PATCH', path`/api/instance/people/${person}`, { isVouched }),
  setInstanceOwner: (person: string, isOwner: boolean) =>
    request<Instance>('PATCH', path`/api/instance/people/${person}`, { isOwner }),
  removePerson: (person: string) => request<void>('DELETE', path`/api/instance/people/${person}`),
  revokeInstanceKey: (key: string) => request<void>('DELETE', path`/api/instance/keys/${key}`),
  becomeOwner: (id: string) => request<ChronologyInfo>('POST', path`/api/instance/chronologies/${id}/ownership`, {}),
  instanceAudit: (page: AuditQuery = {}) => request<AuditPage>('GET', `/api/instance/audit${auditQuery(page)}`),
  instanceAuditCsvAddress: '/api/instance/audit.csv',

  checkup: (origin: string) => request<Checkup>('GET', path`/api/checkup?origin=${origin}`),
}

export interface AuditQuery {
  /** Id of the entry before which to go on: `next` of the page before. */
  before?: number
  limit?: number
}

function changeChronology(id: string, change: ChangeChronology): Promise<ChronologyInfo> {
  return request('PATCH', path`/api/chronologies/${id}`, change)
}

async function request<T>(method: string, address: string, body?: unknown): Promise<T> {
  const asked = fetch(address, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    }),
  })
  // What browsers say here ("Failed to fetch") tells nobody what to do.
  const response = await asked.catch((cause: unknown) => {
    throw new ApiError(0, 'unreachable', t('app.unreachable'), [], { cause })
  })
  if (response.status === 204) return undefined as T // Only where T is void.
  const answer = (await response.json().catch(() => null)) as (T & Partial<ApiFailure>) | null
  if (response.ok && answer !== null) return answer
  throw new ApiError(
    response.status,
    answer?.error?.code ?? 'unknown',
    answer?.error?.message ?? `${response.status} ${response.statusText}`,
    answer?.error?.problems,
  )
}

/** A path whose values are escaped. */
function path(texts: TemplateStringsArray, ...values: string[]): string {
  return String.raw({ raw: texts }, ...values.map(encodeURIComponent))
}

function auditQuery({ before, limit }: AuditQuery): string {
  const query = new URLSearchParams()
  if (before !== undefined) query.set('before', String(before))
  if (limit !== undefined) query.set('limit', String(limit))
  return query.size > 0 ? `?${query}` : ''
}
