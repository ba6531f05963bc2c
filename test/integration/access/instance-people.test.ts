/** What the owner of the instance does with people. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Visitor } from '../../visitor.ts'
import { makeDataFolder, ServerProcess } from '../server-process.ts'
import { account, codeOf, done, Instance } from './instance.ts'

let instance: Instance

beforeAll(async () => {
  instance = await Instance.start()
})

afterAll(() => instance.close())

test('a removal that is refused takes nothing away, the ownership of the server neither', async () => {
  const { owner } = instance
  const ada = await instance.account('Ada')
  const adaId = (await ada.me()).person?.id ?? ''
  await instance.chronology('Hers', ada)
  await done(owner.send('PATCH', `/api/instance/people/${adaId}`, { isOwner: true }))
  const refused = await owner.send('DELETE', `/api/instance/people/${adaId}`)
  expect([refused.status, codeOf(refused.body)]).toEqual([409, 'last-owner'])
  expect((await ada.me()).person?.isOwner).toBe(true)
})

test('an owner without an e-mail gets an account, also when no chronology is theirs any more', async () => {
  using folder = makeDataFolder()
  const server = await ServerProcess.start(folder.path)
  try {
    const nameless = await Visitor.owner(server.address, server.stdout(), { name: 'Olga' })
    await done(nameless.send('PATCH', '/api/chronologies/caj', { trashed: true }))
    await done(nameless.send('DELETE', '/api/chronologies/caj'))
    expect((await nameless.me()).may.signUp).toBe(true)
    await done(nameless.send('POST', '/api/sign-up', account('Olga')))
    expect((await nameless.me()).person).toMatchObject({ email: 'olga@example.org', isOwner: true })
  } finally {
    await server.end('SIGKILL')
  }
})
