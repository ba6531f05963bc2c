/**
 * Everybody at every address, over HTTP and websockets, against the real server. The addresses are those of the contract.
 * Who may call each is written here a second time: a rule that is loosened there by mistake is noticed here.
 * `COEVAL_PRINT_TABLE=1` prints what was answered, as Markdown.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lineOf, type Route, type RouteName, routes } from '@coeval/api'
import { codeOf, done, Instance } from './instance.ts'
import { CODE, type Outcome, Peers } from './peer.ts'

const WHO = [
  'nobody',
  'stranger',
  'guest viewer',
  'guest commenter',
  'guest editor',
  'member editor',
  'owner',
  'server owner',
  'read key',
  'write key',
  'other key',
  'machine',
] as const
type Who = (typeof WHO)[number]
const STATES = ['private', 'public', 'trashed', 'missing'] as const
type State = (typeof STATES)[number]
type Role = 'viewer' | 'commenter' | 'editor' | 'owner'
type Answer = 'yes' | 401 | 403 | 404
/** Who may call a route. */
type For = 'anyone' | 'people' | 'makers' | 'server owner' | 'machine' | 'who may leave' | Role

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
  // These last: people who may leave are gone then, and the owner of the server becomes an owner there.
  leaveChronology: 'who may leave',
  becomeOwner: 'server owner',
}
/** What is asked of one address with different bodies. */
const PARTS: readonly [name: RouteName, part: string, whom: For][] = [
  ['changeChronology', '{trashed}', 'owner'],
  ['changeChronology', '{visibility}', 'owner'],
]
const ADDRESSES: Record<string, For> = Object.fromEntries(
  Object.entries(FOR_WHOM).flatMap(([name, whom]) => {
    const line = lineOf(routes[name as RouteName])
    const parts = PARTS.filter(([of]) => of === name).map(([, part, who]) => [`${line} ${part}`, who] as const)
    return [[line, whom] as const, ...parts]
  }),
)
const ROUTES = Object.values<Route>(routes).map(lineOf)
const KEYS: readonly Who[] = ['read key', 'write key', 'other key']
const GUESTS: readonly Who[] = ['guest viewer', 'guest commenter', 'guest editor']
const ROLES: readonly Role[] = ['viewer', 'commenter', 'editor', 'owner']
/** In a chronology that is not public. */
const ROLE_OF: Partial<Record<Who, Role>> = {
  'guest viewer': 'viewer',
  'guest commenter': 'commenter',
  'guest editor': 'editor',
  'member editor': 'editor',
  owner: 'owner',
  'read key': 'viewer',
  'write key': 'editor',
  machine: 'owner',
}

let instance: Instance
let peers: Peers
let headersOf: Record<Who, Record<string, string>>
let idOf: Record<State, string>
/** A private one in the trash, of the owner. */
let makeDoomed: () => Promise<string>

beforeAll(async () => {
  instance = await Instance.start()
  peers = new Peers(() => instance.server.syncAddress)
  const owner = await instance.account('Oscar')
  const member = await instance.account('Mira')
  const stranger = await instance.account('Stan')
  const rooms = {
    private: await instance.chronology('Private', owner),
    public: await instance.chronology('Public', owner),
    trashed: await instance.chronology('Trashed', owner),
  }
  const guests = { viewer: instance.visitor(), commenter: instance.visitor(), editor: instance.visitor() }
  for (const room of Object.values(rooms)) {
    await instance.addMember(room, member, 'editor', owner)
    for (const role of ['viewer', 'commenter', 'editor'] as const) {
      await done(guests[role].join((await instance.link(room, role, owner)).url))
    }
  }
  const change = (room: string, body: unknown) => done(owner.send('PATCH', `/api/chronologies/${room}`, body))
  await change(rooms.public, { visibility: 'public' })
  await change(rooms.trashed, { trashed: true })
  makeDoomed = async () => {
    const room = await instance.chronology('Doomed', owner)
    await change(room, { trashed: true })
    return room
  }
  idOf = { ...rooms, missing: 'no-such-chronology' }
  const elsewhere = await instance.chronology('Elsewhere', owner)
  headersOf = {
    nobody: instance.visitor().headers,
    stranger: stranger.headers,
    'guest viewer': guests.viewer.headers,
    'guest commenter': guests.commenter.headers,
    'guest editor': guests.editor.headers,
    'member editor': member.headers,
    owner: owner.headers,
    'server owner': instance.owner.headers,
    'read key': await instance.program(owner, 'read'),
    'write key': await instance.program(owner, 'write'),
    'other key': await instance.program(owner, 'write', elsewhere),
    machine: instance.server.asMachine,
  }
})

afterAll(async () => {
  peers.closeAll()
  await instance.close()
})

test('the addresses here are those of the server', () => {
  const here = new Set(Object.keys(ADDRESSES).map((address) => address.replace(/ \{.*/, '')))
  expect([...here, 'GET /sync/:id'].sort()).toEqual([...ROUTES].sort())
})

test('every socket is answered as it should be', async () => {
  const rows: string[] = []
  const wrong: string[] = []
  for (const state of STATES) {
    const outcomes: string[] = []
    for (const who of WHO) {
      const peer = peers.open(idOf[state], headersOf[who])
      const outcome = nameOf(await peer.outcome)
      const expected = nameOf(expectedOutcome(who, state))
      outcomes.push(outcome)
      if (outcome !== expected) wrong.push(`${state}, ${who}: ${outcome} instead of ${expected}`)
      peer.close()
    }
    rows.push(`| \`GET /sync/:id\` | ${state} | ${outcomes.join(' | ')} |`)
  }
  print(rows)
  expect(wrong).toEqual([])
})

test('every address answers everybody as it should', async () => {
  const rows: string[] = []
  const wrong: string[] = []
  for (const [address, whom] of Object.entries(ADDRESSES)) {
    const states = address.includes(':id') ? STATES : (['private'] as const)
    for (const state of states) {
      const answers: Answer[] = []
      for (const who of WHO) {
        const answer = await ask(address, who, state)
        const expected = expectedAnswer(address, whom, who, state)
        answers.push(answer)
        if (answer !== expected) wrong.push(`${address}, ${state}, ${who}: ${answer} instead of ${expected}`)
      }
      rows.push(`| \`${address}\` | ${states.length > 1 ? state : ''} | ${answers.join(' | ')} |`)
    }
  }
  print(rows)
  expect(wrong).toEqual([])
}, 120_000)

test('an address that is known has no other method, and HEAD tells no more than GET', async () => {
  const known = new Set(ROUTES)
  const room = idOf.private
  const wrong: string[] = []
  for (const path of new Set([...known].map((route) => route.split(' ')[1] ?? ''))) {
    if (!path.startsWith('/api/')) continue
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      if (known.has(`${method === 'HEAD' ? 'GET' : method} ${path}`)) continue
      const answer = await fetch(urlOf(path, room), { method, headers: headersOf.owner })
      await answer.arrayBuffer()
      if (answer.status !== 404) wrong.push(`${method} ${path}: ${answer.status}`)
    }
  }
  for (const [who, status] of [
    ['nobody', 401],
    ['stranger', 404],
    ['owner', 200],
  ] as const) {
    const answer = await fetch(urlOf('/api/chronologies/:id/export', room), { method: 'HEAD', headers: headersOf[who] })
    if (answer.status !== status) wrong.push(`HEAD by ${who}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
})

async function ask(address: string, who: Who, state: State): Promise<Answer> {
  const [method = '', path = '', part] = address.split(' ')
  const isLast = method === 'DELETE' && path === '/api/chronologies/:id' && state === 'trashed'
  const room = isLast && ROLE_OF[who] === 'owner' ? await makeDoomed() : idOf[state]
  const answer = await fetch(urlOf(path, room), {
    method,
    redirect: 'manual',
    headers: { ...headersOf[who], ...(hasBody(method) && { 'content-type': 'application/json' }) },
    ...(hasBody(method) && { body: bodyOf(part, state) }),
  })
  const text = await answer.text()
  const isJson = answer.headers.get('content-type')?.startsWith('application/json') === true
  switch (isJson && text !== '' ? codeOf(JSON.parse(text)) : undefined) {
    case 'not-signed-in':
      return 401
    case 'not-allowed':
      return 403
    case 'not-found':
      return 404
    default:
      // Let through, and then perhaps found wanting.
      return 'yes'
  }
}

/** What nobody can take for something to be done, so that the next one finds all as it was. */
function bodyOf(part: string | undefined, state: State): string {
  if (part === '{trashed}') return JSON.stringify({ trashed: state === 'trashed' })
  return part === '{visibility}' ? JSON.stringify({ visibility: 'nonsense' }) : '[]'
}

function hasBody(method: string): boolean {
  return method === 'POST' || method === 'PATCH'
}

function urlOf(path: string, room: string): string {
  const filled = path.replace(':id', room).replace(/:(person|link|request|key|session|provider)/, 'none')
  return `${instance.address}${filled.slice(1)}`
}

function expectedAnswer(address: string, whom: For, who: Who, state: State): Answer {
  const toSignIn = who === 'nobody' ? 401 : 403
  switch (whom) {
    case 'anyone':
      return 'yes'
    case 'people':
      return who === 'machine' || KEYS.includes(who) ? 403 : who === 'nobody' ? 401 : 'yes'
    case 'makers':
      return GUESTS.includes(who) || who === 'read key' || who === 'other key' || who === 'nobody' ? toSignIn : 'yes'
    case 'server owner': {
      if (who !== 'server owner' && who !== 'machine') return toSignIn
      if (!address.endsWith('/ownership')) return 'yes'
      if (state === 'missing') return 404
      // The command line is nobody who could own something.
      return who === 'machine' ? 403 : 'yes'
    }
    case 'machine':
      return who === 'machine' ? 'yes' : 403
    case 'who may leave': {
      // People who may read are told that they have no membership, except where there is no session.
      const answer = expectedAnswer(address, 'viewer', who, state)
      if (answer !== 'yes') return answer
      return who === 'nobody' ? 401 : who === 'machine' || KEYS.includes(who) ? 403 : 'yes'
    }
    default: {
      const role = state === 'missing' ? undefined : (ROLE_OF[who] ?? (state === 'public' ? 'viewer' : undefined))
      if (role === undefined) return who === 'nobody' ? 401 : 404
      if (state === 'trashed' && role !== 'owner') return 404
      return ROLES.indexOf(role) >= ROLES.indexOf(whom) ? 'yes' : toSignIn
    }
  }
}

function expectedOutcome(who: Who, state: State): Outcome {
  const role = state === 'missing' ? undefined : (ROLE_OF[who] ?? (state === 'public' ? 'viewer' : undefined))
  if (role !== undefined) return state === 'trashed' ? { code: CODE.trashed } : 'in'
  if (who === 'nobody') return { code: CODE.noSession }
  return { code: state === 'missing' ? CODE.notFound : CODE.forbidden }
}

function nameOf(outcome: Outcome): string {
  return typeof outcome === 'string' ? outcome : JSON.stringify(outcome)
}

function print(rows: readonly string[]): void {
  if (process.env.COEVAL_PRINT_TABLE !== '1') return
  const head = `| address | chronology | ${WHO.join(' | ')} |\n|${' --- |'.repeat(WHO.length + 2)}`
  console.log(`${head}\n${rows.join('\n')}`)
}
