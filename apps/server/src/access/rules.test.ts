/** The table of addresses and the addresses that there are: neither without the other. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeWholeApp, type WholeApp } from '../testing/whole-app.ts'
import { ROUTES } from './rules.ts'

/** Open to all, without a session, and with checks of their own where they need any. */
const OUTSIDE = ['GET /livez', 'GET /readyz', 'GET /metrics', 'GET /.well-known/security.txt', 'GET /*']

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
  const unruled = routes.filter((route) => !(route in ROUTES) && !OUTSIDE.includes(route))
  expect(unruled).toEqual([])
})

test('every rule has its address', () => {
  expect(Object.keys(ROUTES).filter((route) => !routes.includes(route))).toEqual([])
})

test('the guard stands before every address of the API', () => {
  const { routes: all } = whole.app
  const firstHandler = all.findIndex(({ method, path }) => method !== 'ALL' && path.startsWith('/api'))
  const guards = all.slice(0, firstHandler).filter(({ method, path }) => method === 'ALL' && path === '/api/*')
  // Whose pages may ask, that nothing is kept, and who asks.
  expect(guards).toHaveLength(3)
})
