/** What the owner of the instance does with people. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codeOf, done, Instance } from './instance.ts'

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
