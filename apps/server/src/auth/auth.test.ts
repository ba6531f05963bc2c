/** better-auth as it is set up here: its tables are ours, and none of its addresses is reachable. */
import { lineOf, routes } from '@coeval/api'
import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWholeApp, type WholeApp } from '../testing/whole-app.ts'
import type { Auth } from './auth.ts'

const FROM_HERE = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 50_000, remoteFamily: 'IPv4' } } }
const HOST = '127.0.0.1:8787'

let whole: WholeApp
let auth: Auth

beforeAll(async () => {
  whole = await makeWholeApp()
  auth = await whole.core.services.auth()
})

afterAll(() => whole.close())

test('a new database has all that better-auth would make or add', async () => {
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options)
  expect(toBeCreated.map(({ table }) => table)).toEqual([])
  expect(toBeAdded.map(({ table, fields }) => [table, Object.keys(fields)])).toEqual([])
})

test('none of its own addresses is answered', async () => {
  const endpoints = Object.values(auth.api) as { path?: string; options?: { method?: string | string[] } }[]
  const paths = endpoints.flatMap(({ path, options }) =>
    path === undefined ? [] : [options?.method ?? 'GET'].flat().map((method) => [method, path] as const),
  )
  expect(paths.length).toBeGreaterThan(30)
  const answered: string[] = []
  for (const [method, path] of paths) {
    const address = `/api/auth${path.replace(/:\w+/g, 'x')}`
    if (method === 'GET' && path === '/callback/:id') continue
    const headers = { host: HOST, authorization: `Bearer ${whole.core.folder.machineToken}` }
    const answer = await whole.app.request(address, { method, headers }, FROM_HERE)
    if (answer.status !== 404) answered.push(`${method} ${address}: ${answer.status}`)
  }
  expect(answered).toEqual([])
  expect(
    Object.values(routes)
      .map(lineOf)
      .filter((route) => route.includes('/api/auth')),
  ).toEqual(['GET /api/auth/callback/:provider'])
})

test('it trusts no address but ours, and no header for where somebody comes from', async () => {
  const { options, trustedOrigins } = await auth.$context
  expect(new Set(trustedOrigins)).toEqual(new Set([`http://${HOST}`]))
  expect(options.advanced?.ipAddress?.ipAddressHeaders).toEqual(['x-coeval-address'])
  expect(options.telemetry?.enabled).toBe(false)
})
