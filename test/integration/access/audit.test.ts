/** The log of who did what: that everything is in it, that it can be read in pages, and what is not in it. */
import type { AddedMember, AuditAction, AuditEntry, AuditPage, NewKey, OneTimeLink, Sharing } from '@coeval/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { account, done, Instance, PASSWORD } from './instance.ts'

const FORMULA = '=HYPERLINK("http://evil.example","click")'
const ADDRESS = '203.0.113.77'

let instance: Instance
let owner: Visitor
let room: string

const EVERY: Record<AuditAction, true> = {
  'owner-claimed': true,
  'signed-in': true,
  'sign-in-failed': true,
  'signed-up': true,
  'signed-out': true,
  'signed-out-everywhere': true,
  'password-changed': true,
  'guest-became-account': true,
  'link-made': true,
  'link-used': true,
  'link-changed': true,
  'link-revoked': true,
  'join-asked': true,
  'join-let-in': true,
  'join-refused': true,
  'member-added': true,
  'member-removed': true,
  'member-left': true,
  'role-changed': true,
  'visibility-changed': true,
  'key-made': true,
  'key-revoked': true,
  'keys-ended': true,
  'sign-in-link-made': true,
  'chronology-made': true,
  'chronology-imported': true,
  'chronology-exported': true,
  'chronology-trashed': true,
  'chronology-restored': true,
  'chronology-deleted': true,
  'instance-changed': true,
  'person-removed': true,
  'person-renamed': true,
  'chronology-renamed': true,
  'audit-downloaded': true,
  'key-refused': true,
  'link-refused': true,
  'request-refused': true,
}

beforeAll(async () => {
  instance = await Instance.start({ TRUST_PROXY: '1' })
  owner = instance.owner
  room = await instance.chronology('In the log')
  const path = `/api/chronologies/${room}`
  const ada = await instance.account('Ada')
  const id = (await ada.me()).person?.id
  await done(owner.send('PATCH', `/api/instance/people/${id}`, { isVouched: true }))
  await instance.addMember(room, ada, 'editor')
  await done(owner.send('PATCH', `${path}/members/${id}`, { role: 'viewer' }))
  await done(owner.send('DELETE', `${path}/members/${id}`))
  await instance.addMember(room, ada, 'editor')
  await done(ada.send('DELETE', `${path}/membership`))
  for (const method of ['POST', 'DELETE']) {
    const asked = await done<AddedMember>(
      owner.send('POST', `${path}/members`, { email: 'x@example.org', role: 'viewer' }),
    )
    const token = new URL('invitation' in asked ? asked.invitation.url : '').hash.slice(1)
    await done(instance.visitor().send('POST', '/api/join', { token, ask: true, name: 'Xaver' }))
    const { requests } = await done<Sharing>(owner.send('GET', `${path}/sharing`))
    await done(owner.send(method, `${path}/requests/${requests[0]?.id}`))
  }
  await done(ada.send('POST', '/api/me/keys', { name: 'Ends', scope: 'read' }))
  const link = await owner.makeLink(room, { role: 'viewer', label: FORMULA })
  await done(owner.send('PATCH', `${path}/links/${link.id}`, { role: 'editor' }))
  const guest = instance.visitor()
  await done(
    guest.send(
      'POST',
      '/api/join',
      { token: new URL(link.url).hash.slice(1), name: '+1+cmd' },
      { 'x-forwarded-for': ADDRESS },
    ),
  )
  await done(guest.send('POST', '/api/sign-up', account('Ben')))
  await done(owner.send('DELETE', `${path}/links/${link.id}`))
  const key = await done<NewKey>(ada.send('POST', '/api/me/keys', { name: '@SUM(A1)', scope: 'read' }))
  await done(ada.send('DELETE', `/api/me/keys/${key.id}`))
  await done(ada.send('POST', '/api/me/password', { current: PASSWORD, next: `${PASSWORD}!` }))
  await done(ada.send('POST', '/api/sign-out', {}))
  const { email } = account('Ada')
  await ada.send('POST', '/api/sign-in', { email, password: PASSWORD })
  await done(ada.send('POST', '/api/sign-in', { email, password: `${PASSWORD}!` }))
  await done(ada.send('POST', '/api/sign-out', { everywhere: true }))
  await done<OneTimeLink>(owner.send('POST', `/api/instance/people/${id}/sign-in-link`, {}))
  await done(owner.send('DELETE', `/api/instance/people/${id}`))
  await done(owner.send('PATCH', '/api/instance', { signUp: 'open' }))
  await done(owner.send('PATCH', path, { visibility: 'public' }))
  const { body: file } = await owner.send('GET', `${path}/export`)
  await done(owner.send('POST', '/api/chronologies/import', file))
  await done(owner.send('PATCH', path, { trashed: true }))
  await done(owner.send('PATCH', path, { trashed: false }))
  await done(ada.send('POST', '/api/sign-in', { ...account('Ben') }))
  await done(ada.send('PATCH', '/api/me', { name: 'Benno' }))
  await done(owner.send('PATCH', path, { title: 'Still in the log' }))
  await done(owner.send('GET', `${path}/audit.csv`))
  expect((await ada.send('GET', '/api/instance')).status).toBe(403)
  expect((await ada.send('POST', '/api/join', { token: 'x'.repeat(32) })).status).toBe(404)
  expect((await ada.send('GET', '/api/me', undefined, { authorization: 'Bearer coeval_wrong' })).status).toBe(401)
  const doomed = await instance.chronology('Doomed')
  await done(owner.send('PATCH', `/api/chronologies/${doomed}`, { trashed: true }))
  await done(owner.send('DELETE', `/api/chronologies/${doomed}`))
})

afterAll(() => instance.close())

test('every action that there is, is written down', async () => {
  const actions = new Set((await all('/api/instance/audit')).map(({ action }) => action))
  expect(Object.keys(EVERY).filter((action) => !actions.has(action as AuditAction))).toEqual([])
})

test('a chronology has its own part, and what is deleted keeps its title there', async () => {
  const own = await all(`/api/chronologies/${room}/audit`)
  expect(new Set(own.map(({ chronology }) => chronology?.id))).toEqual(new Set([room]))
  const deleted = (await all('/api/instance/audit')).find(({ action }) => action === 'chronology-deleted')
  expect(deleted?.chronology?.title).toBe('Doomed')
})

test('a failure is counted with those of the same minute, and what was refused says where', async () => {
  const stranger = instance.visitor()
  const from = { 'x-forwarded-for': '198.51.100.9' }
  const wrongKey = { authorization: 'Bearer coeval_wrong', ...from }
  for (let n = 0; n < 12; n++) {
    await stranger.send('POST', '/api/sign-in', { email: 'ben@example.org', password: 'wrong' }, from)
    await stranger.send('GET', '/api/me', undefined, wrongKey)
    await stranger.send('POST', '/api/sign-in/link', { token: `${n}` }, from)
  }
  const editor = await instance.guest(room, 'editor')
  expect((await editor.send('GET', `/api/chronologies/${room}/sharing`, undefined, from)).status).toBe(403)
  expect((await editor.send('PATCH', `/api/chronologies/${room}`, { visibility: 'private' }, from)).status).toBe(403)
  const there = (await all('/api/instance/audit')).filter(({ address }) => address === '198.51.100.0/24')
  const times = (action: AuditAction) =>
    there.filter((entry) => entry.action === action).map(({ count, subject, detail }) => ({ count, subject, detail }))
  // A minute may end in between.
  const summed = (action: AuditAction) => times(action).reduce((sum, { count }) => sum + count, 0)
  expect(summed('sign-in-failed')).toBe(12)
  expect(times('sign-in-failed')[0]).toMatchObject({ subject: 'Benno', detail: 'wrong password' })
  expect(summed('key-refused')).toBe(12)
  expect(summed('link-refused')).toBe(12)
  expect(times('link-refused')[0]).toMatchObject({ subject: null, detail: 'sign-in link' })
  expect(there.length).toBeLessThanOrEqual(8)
  const own = (await all(`/api/chronologies/${room}/audit`)).find(({ action }) => action === 'request-refused')
  expect(own).toMatchObject({
    actor: { name: 'Gulya' },
    chronology: { id: room },
    detail: `GET /api/chronologies/${room}/sharing`,
  })
  const csv = rowsOf((await owner.send<string>('GET', '/api/instance/audit.csv')).body)
  const count = csv[0]?.indexOf('count') ?? -1
  expect(
    csv.filter((cells) => cells[3] === 'key-refused' && cells[8] === '198.51.100.0/24').map((cells) => cells[count]),
  ).toContain(String(times('key-refused')[0]?.count))
})

test('what was counted before the server was killed is there, but for the last seconds', async () => {
  const stranger = instance.visitor()
  await stranger.send('POST', '/api/join', { token: 'y'.repeat(32) }, { 'x-forwarded-for': '203.0.113.200' })
  await instance.restart()
  const refused = (await all('/api/instance/audit')).filter(({ action }) => action === 'link-refused')
  expect(refused.map(({ address }) => address)).toContain('203.0.113.0/24')
})

test('a person who is removed leaves the log, and what they did stays under their id', async () => {
  const zoe = await instance.account('Zoe')
  await instance.account('Zoes-Namesake').then((other) => done(other.send('PATCH', '/api/me', { name: 'Zelda' })))
  const id = (await zoe.me()).person?.id ?? ''
  await done(zoe.join((await instance.link(room, 'viewer')).url))
  await done(owner.send('PATCH', `/api/chronologies/${room}/members/${id}`, { role: 'editor' }))
  await done(zoe.send('PATCH', '/api/me', { name: 'Zelda' }))
  await done(zoe.send('PATCH', `/api/chronologies/${room}`, { title: 'Renamed' }))
  await done(owner.send('POST', `/api/chronologies/${room}/members`, { email: 'zoe@example.org', role: 'editor' }))
  await done(owner.send('POST', `/api/instance/people/${id}/sign-in-link`, {}))
  await done(owner.send('PATCH', `/api/instance/people/${id}`, { isVouched: true }))
  const from = { 'x-forwarded-for': '198.18.0.1' }
  await zoe.send('POST', '/api/sign-in', { email: 'zoe@example.org', password: 'wrong password' }, from)
  const named = () =>
    all('/api/instance/audit').then((entries) =>
      entries.filter((entry) => /Zoe\b|zoe@/.test(JSON.stringify(entry)) && !/Namesake/.test(JSON.stringify(entry))),
    )
  expect((await named()).length).toBeGreaterThan(3)
  await done(owner.send('DELETE', `/api/instance/people/${id}`))
  expect(await named()).toEqual([])
  const entries = await all('/api/instance/audit')
  const instead = `removed person ${id.slice(0, 6)}`
  const actions = (list: AuditEntry[]) => new Set(list.map(({ action }) => action))
  expect(actions(entries.filter(({ actor }) => actor?.id === id && actor.name === instead))).toEqual(
    new Set(['signed-up', 'link-used', 'person-renamed', 'chronology-renamed']),
  )
  expect(actions(entries.filter(({ subject }) => subject === instead))).toEqual(
    new Set(['role-changed', 'link-made', 'sign-in-link-made', 'instance-changed', 'sign-in-failed', 'person-removed']),
  )
  // Somebody else has that name, and keeps it.
  expect(JSON.stringify(entries)).toContain('→ Zelda')
})

test('pages are whole: each entry once, the latest first', async () => {
  const whole = await all('/api/instance/audit')
  const ids = whole.map(({ id }) => id)
  expect(ids).toEqual([...ids].sort((a, b) => b - a))
  expect(new Set(ids).size).toBe(ids.length)
  expect(await all('/api/instance/audit', 7)).toEqual(whole)
  for (const query of ['limit=0', 'limit=201', 'limit=x', 'before=0', 'before=-1', 'before=1.5', "before=1'"]) {
    expect((await owner.send('GET', `/api/instance/audit?${query}`)).status).toBe(400)
  }
})

test('addresses are truncated, and nothing is in it that opens anything', async () => {
  const whole = JSON.stringify(await all('/api/instance/audit'))
  expect(whole).toContain('203.0.113.0/24')
  expect(whole).not.toContain(ADDRESS)
  expect(whole).not.toMatch(/coeval_\w|[\w-]{32}#|#[\w-]{32}|correct horse/)
})

test('a failed sign-in says for whom it was tried only where there is such a person', async () => {
  await instance.visitor().send('POST', '/api/sign-in', { email: 'nobody@example.org', password: 'my own, mistyped' })
  const failed = (await all('/api/instance/audit')).filter(({ action }) => action === 'sign-in-failed')
  // Ada's account was removed meanwhile. A minute may have ended in between: else it is one row, of two accounts.
  const named = failed.map(({ subject }) => subject)
  expect(named.filter((subject) => subject !== null && !/^removed person|^Benno$/.test(subject))).toEqual([])
  expect(failed.every(({ actor }) => actor === null)).toBe(true)
  expect(JSON.stringify(failed)).not.toMatch(/nobody@|mistyped/)
})

test('nobody in particular fills the log, and everybody has the file', async () => {
  const count = async () => (await all(`/api/chronologies/${room}/audit`)).length
  const before = await count()
  for (let n = 0; n < 50; n++) {
    const answer = await fetch(`${instance.address}api/chronologies/${room}/export`)
    expect(answer.status).toBe(200)
    await answer.arrayBuffer()
  }
  expect((await count()) - before).toBeLessThan(25)
  // People who are signed in are always written down.
  const ben = instance.visitor()
  await done(ben.send('POST', '/api/sign-in', account('Ben')))
  for (let n = 0; n < 25; n++) await ben.send('GET', `/api/chronologies/${room}/export`)
  expect((await count()) - before).toBeGreaterThanOrEqual(45)
})

test('as a file, no cell is a formula, and every row has as many cells as the head', async () => {
  const { body, headers } = await owner.send<string>('GET', '/api/instance/audit.csv')
  expect(headers.get('content-type')).toMatch(/^text\/csv/)
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="audit-[\d-]+\.csv"$/)
  const rows = rowsOf(body)
  expect(new Set(rows.map((cells) => cells.length))).toEqual(new Set([10]))
  const cells = rows.flat()
  expect(cells).toContain(`'${FORMULA}`)
  expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([])
  // It has a row of its own as well.
  expect(rows).toHaveLength((await all('/api/instance/audit')).length + 1)
})

async function all(path: string, limit = 200): Promise<AuditEntry[]> {
  const entries: AuditEntry[] = []
  let before: number | null = null
  do {
    const query: string = before === null ? '' : `&before=${before}`
    const page: AuditPage = await done<AuditPage>(owner.send('GET', `${path}?limit=${limit}${query}`))
    entries.push(...page.entries)
    before = page.next
  } while (before !== null)
  return entries
}

/** RFC 4180. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain = '', end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.slice(0, -1)
}
