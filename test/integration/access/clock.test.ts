/** [attack 28] A clock that is wrong: what was ended stays so, and what ends by itself does so by the time it has. */
import type { OneTimeLink } from '@coeval/api'
import { resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Visitor } from '../../visitor.ts'
import { done, Instance } from './instance.ts'

const HOOK = resolve(import.meta.dirname, 'clock-hook.ts')
const DAY_MS = 24 * 3_600_000

let instance: Instance
let room: string

beforeAll(async () => {
  instance = await Instance.start({ NODE_OPTIONS: `--import=${HOOK}` })
  room = await instance.chronology()
})

afterAll(() => instance.close())

test('[attack 28] what was signed out, revoked or used is not brought back by a clock that is set back', async () => {
  const left = await instance.guest(room, 'editor')
  const { headers } = left
  await done(left.send('POST', '/api/sign-out', {}))
  const link = await instance.link(room, 'editor')
  const guest = instance.visitor()
  await done(guest.join(link.url))
  await done(instance.owner.send('DELETE', `/api/chronologies/${room}/links/${link.id}`))
  const { person } = await (await instance.account('Ada')).me()
  const { url } = await done<OneTimeLink>(
    instance.owner.send('POST', `/api/instance/people/${person?.id}/sign-in-link`, {}),
  )
  const token = new URL(url).hash.slice(1)
  await done(instance.visitor().send('POST', '/api/sign-in/link', { token }))

  for (const shiftMs of [-DAY_MS, DAY_MS]) {
    await setClock(shiftMs)
    expect(await nameOf({ headers })).toBe(undefined)
    expect((await instance.visitor().join(link.url)).status).toBe(410)
    expect((await guest.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
    expect((await instance.visitor().send('POST', '/api/sign-in/link', { token })).status).toBe(404)
    const owner = await instance.visitor().send('POST', '/api/owner', { token: 'x'.repeat(32), name: 'Eve' })
    expect(owner.status).toBe(404)
  }
  await setClock(0)
})

test('[attack 28] sessions and links end by the clock, and nothing that was saved is lost by it', async () => {
  const expiresAt = new Date(Date.now() + DAY_MS).toISOString()
  const link = await instance.owner.makeLink(room, { role: 'editor', expiresAt })
  const guest = instance.visitor()
  await done(guest.join(link.url, 'Gulya'))
  await setClock(2 * DAY_MS)
  expect((await instance.visitor().join(link.url)).status).toBe(410)
  expect((await guest.send('GET', `/api/chronologies/${room}`)).status).toBe(404)
  expect(await nameOf(guest)).toBe('Gulya')
  await setClock(31 * DAY_MS + DAY_MS)
  expect(await nameOf(guest)).toBe(undefined)
  // It is a sentence in the checkup where the clock is before this program was written.
  await setClock(-20_000 * DAY_MS)
  const { findings } = (await (await fetch(`${instance.address}api/checkup`)).json()) as {
    findings: { about: string; state: string }[]
  }
  expect(findings.find(({ about }) => about === 'clock')?.state).toBe('problem')
  const { chronologies } = (await (await instance.server.fetch('api/chronologies')).json()) as {
    chronologies: unknown[]
  }
  expect(chronologies.length).toBeGreaterThan(1)
})

function setClock(shiftMs: number): Promise<void> {
  return instance.restart({ COEVAL_TEST_CLOCK_MS: String(shiftMs) })
}

async function nameOf({ headers }: Pick<Visitor, 'headers'>): Promise<string | undefined> {
  const me = (await (await fetch(`${instance.address}api/me`, { headers })).json()) as {
    person: { name: string } | null
  }
  return me.person?.name
}
