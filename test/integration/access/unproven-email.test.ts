/** An e-mail that somebody gave at sign-up proves nothing where anybody may sign up. */
import type { AddedMember } from '@coeval/server/api-types'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { done, Instance, PASSWORD } from './instance.ts'

let instance: Instance

beforeAll(async () => {
  instance = await Instance.start()
})

afterAll(() => instance.close())

test('where anybody may sign up, adding an e-mail makes a link for the right person, and no member of whoever took it', async () => {
  const { owner } = instance
  const room = await instance.chronology()
  await done(owner.send('PATCH', '/api/instance', { signUp: 'open' }))
  const mallory = instance.visitor()
  const taken = { name: 'Mallory', email: 'professor@example.org', password: PASSWORD }
  await done(mallory.send('POST', '/api/sign-up', taken))
  const add = () =>
    done<AddedMember>(
      owner.send('POST', `/api/chronologies/${room}/members`, { email: 'professor@example.org', role: 'editor' }),
    )
  expect(await add()).toHaveProperty('invitation.url')
  expect((await mallory.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
  await done(owner.send('PATCH', '/api/instance', { signUp: 'invitation' }))
  expect(await add()).toHaveProperty('member.name', 'Mallory')
})
