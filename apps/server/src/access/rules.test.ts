/** The addresses of the contract, what describes them, and those that there are: none without the other. */
import { lineOf, probes, routes as contract } from '@coeval/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWholeApp, type WholeApp } from '../testing/whole-app.ts'

/** Open to all, without a session, and with checks of their own where they need any. */
const OUTSIDE = [...Object.values(probes).map(lineOf), 'GET /*']
const RULED = Object.values(contract).map(lineOf)

/** The other end of the connection, as the adapter of a real server tells it. */
const FROM_HERE = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 50_000, remoteFamily: 'IPv4' } } }

let whole: WholeApp
let routes: string[]

beforeAll(async () => {
  whole = await makeWholeApp()
  // 'ALL' are the middlewares, which answer nothing by themselves.
  const handlers = whole.app.routes.filter(({ method }) => method !== 'ALL')
  routes = [...new Set(handlers.map(({ method, path }) => `${method} ${path}`))]
})

afterAll(() => whole.close())

test('every address of the API and of the sockets has a rule', () => {
  const unruled = routes.filter((route) => !RULED.includes(route) && !OUTSIDE.includes(route))
  expect(unruled).toEqual([])
})

test('every rule has its address', () => {
  expect(RULED.filter((route) => !routes.includes(route))).toEqual([])
})

test('what is outside the contract’s rules is just the probes and the page', () => {
  expect(OUTSIDE).toEqual(['GET /livez', 'GET /readyz', 'GET /metrics', 'GET /.well-known/security.txt', 'GET /*'])
})

test('the description that the server hands out has each address that it answers, and no other', async () => {
  const answer = await whole.app.request('/api/openapi.json', { headers: { host: '127.0.0.1:8787' } }, FROM_HERE)
  expect(answer.status).toBe(200)
  const { paths } = (await answer.json()) as { paths: Record<string, Record<string, unknown>> }
  const described = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  expect(described.sort()).toEqual(routes.filter((route) => route !== 'GET /*').sort())
})

test('the guard stands before every address of the API', () => {
  const { routes: all } = whole.app
  const firstHandler = all.findIndex(({ method, path }) => method !== 'ALL' && path.startsWith('/api'))
  const guards = all.slice(0, firstHandler).filter(({ method, path }) => method === 'ALL' && path === '/api/*')
  // Whose pages may ask, that nothing is kept, and who asks.
  expect(guards).toHaveLength(3)
})
