/**
 * Everybody at every address, over HTTP and websockets, against the real server. The addresses are those of the contract.
 * For whom each is stands in for-whom.ts. `COEVAL_PRINT_TABLE=1` prints what was answered, as Markdown.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { lineOf, type Route, routes } from '@coeval/api'
import { type Answer, expectedAnswer, expectedOutcome } from './expected-answer.ts'
import { ADDRESSES } from './for-whom.ts'
import { codeOf, done, Instance } from './instance.ts'
import { type Outcome, Peers } from './peer.ts'
import { ROLE_OF, type State, STATES, WHO, type Who } from './who.ts'

const ROUTES = Object.values<Route>(routes).map(lineOf)

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

function nameOf(outcome: Outcome): string {
  return typeof outcome === 'string' ? outcome : JSON.stringify(outcome)
}

function print(rows: readonly string[]): void {
  if (process.env.COEVAL_PRINT_TABLE !== '1') return
  const head = `| address | chronology | ${WHO.join(' | ')} |\n|${' --- |'.repeat(WHO.length + 2)}`
  console.log(`${head}\n${rows.join('\n')}`)
}
