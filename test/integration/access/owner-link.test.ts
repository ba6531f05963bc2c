/** The link of the first owner, and other links that are good once. */
import type { Joined, OneTimeLink } from '@coeval/api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ownerToken, Visitor } from '../../visitor.ts'
import { makeDataFolder, ServerProcess } from '../server-process.ts'
import { account, codeOf, done, Instance, PASSWORD } from './instance.ts'

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess

beforeEach(async () => {
  folder = makeDataFolder()
  server = await ServerProcess.start(folder.path, { hosted: true })
})

afterEach(async () => {
  await server.close()
  folder[Symbol.dispose]()
})

test('[attack 29] of ten who come with the owner link at once, one becomes the owner and nobody else anybody', async () => {
  const token = ownerToken(server.stdout())
  const names = Array.from({ length: 10 }, (_, n) => `Owner${n}`)
  const visitors = names.map(() => new Visitor(server.address))
  const answers = await Promise.all(
    visitors.map((visitor, n) => visitor.send<Joined>('POST', '/api/owner', { token, ...account(names[n] ?? '') })),
  )
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([
    201,
    ...Array.from({ length: 9 }, () => 404),
  ])
  const signedIn = await Promise.all(visitors.map(async (visitor) => (await visitor.me()).person?.name))
  expect(signedIn.filter((name) => name !== undefined)).toHaveLength(1)
  for (const name of names) {
    if (signedIn.includes(name)) continue
    const { email } = account(name)
    expect((await visitors[0]?.send('POST', '/api/sign-in', { email, password: PASSWORD }))?.status).toBe(401)
  }
})

test('[attack 29] the owner link is dead once there is an owner, and so is one that was made before', async () => {
  const { url } = (await (await server.fetch('api/machine/owner-link', { method: 'POST' })).json()) as OneTimeLink
  const printed = server.stdout()
  await Visitor.owner(server.address, printed)
  for (const token of [ownerToken(printed), new URL(url).hash.slice(1)]) {
    const answer = await new Visitor(server.address).send('POST', '/api/owner', { token, name: 'Eve' })
    expect([answer.status, codeOf(answer.body)]).toEqual([404, 'no-such-link'])
  }
  const another = await server.fetch('api/machine/owner-link', { method: 'POST' })
  expect(another.status).toBe(409)
})

test('[attack 29] without the token nobody becomes the owner, before or after', async () => {
  const eve = new Visitor(server.address)
  for (const token of ['', 'x', 'x'.repeat(32), null, 0, true, { $ne: '' }, ['a']]) {
    const { status } = await eve.send('POST', '/api/owner', { token, name: 'Eve' })
    expect([400, 404]).toContain(status)
  }
  expect((await eve.me()).person).toBe(null)
  // The page is the same for all, and knows nothing.
  const page = await (await fetch(`${server.address}owner`)).text()
  expect(page).not.toContain(ownerToken(server.stdout()))
})

test('an owner link is good for nothing else, nor anything else for an owner link', async () => {
  const token = ownerToken(server.stdout())
  const eve = new Visitor(server.address)
  for (const [path, body] of [
    ['/api/join', { token }],
    ['/api/sign-in/link', { token }],
    ['/api/sign-up', { ...account('Eve'), invitation: token }],
  ] as const) {
    expect((await eve.send('POST', path, body)).status).toBe(404)
  }
  expect((await eve.me()).person).toBe(null)
})

test('a link to make an account, or to sign in, is good once, also for two at once', async () => {
  await server.end('SIGKILL')
  const instance = await Instance.start()
  try {
    const make = (path: string) => done<OneTimeLink>(instance.owner.send('POST', path, {}))
    const invitation = new URL((await make('/api/instance/invitations')).url).hash.slice(1)
    const signUps = await Promise.all(
      ['Ada', 'Ben', 'Cem'].map((name) =>
        instance.visitor().send('POST', '/api/sign-up', { ...account(name), invitation }),
      ),
    )
    expect(signUps.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 404, 404])

    const { person } = await instance.owner.me()
    const { url } = await make(`/api/instance/people/${person?.id}/sign-in-link`)
    const token = new URL(url).hash.slice(1)
    const signIns = await Promise.all(
      [1, 2, 3].map(() => instance.visitor().send('POST', '/api/sign-in/link', { token })),
    )
    expect(signIns.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 404, 404])
  } finally {
    await instance.close()
  }
})

test('an invitation that was not used up by a mistake is still good', async () => {
  await server.end('SIGKILL')
  const instance = await Instance.start()
  try {
    const { url } = await done<OneTimeLink>(instance.owner.send('POST', '/api/instance/invitations', {}))
    const invitation = new URL(url).hash.slice(1)
    const ada = instance.visitor()
    const { email } = account('Olga')
    const taken = await ada.send('POST', '/api/sign-up', { name: 'Ada', email, password: PASSWORD, invitation })
    expect([taken.status, codeOf(taken.body)]).toEqual([409, 'email-taken'])
    expect((await ada.send('POST', '/api/sign-up', { ...account('Ada'), invitation })).status).toBe(200)
  } finally {
    await instance.close()
  }
})
