import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ApiError, api } from './client.ts'

const INFO = {
  id: 'caj',
  title: 'CAJ',
  generation: 'g',
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  trashedAt: null,
  events: 3,
  role: 'viewer',
  visibility: 'public',
}

const asked: { address: string; method: string; body: unknown }[] = []
let answer: () => Response
let said: unknown[][]

beforeEach(() => {
  asked.length = 0
  said = []
  vi.spyOn(console, 'error').mockImplementation((...what) => void said.push(what))
  vi.stubGlobal('fetch', (address: string, { method = 'GET', body }: RequestInit = {}) => {
    asked.push({ address, method, body })
    return Promise.resolve(answer())
  })
})

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

test('a call keeps its identity, so that a hook that depends on it asks once', () => {
  expect(api.chronologies).toBe(api.chronologies)
  expect(api.chronologies).not.toBe(api.keys)
})

test('what is asked goes to the address of the contract, with its ids escaped', async () => {
  answer = () => Response.json({ entries: [], next: null })
  await api.audit('a/b', { before: 7 })
  expect(asked).toEqual([{ address: '/api/chronologies/a%2Fb/audit?before=7', method: 'GET', body: undefined }])
})

test('a newer server may answer with more than this page knows', async () => {
  answer = () => Response.json({ ...INFO, colour: 'red' })
  expect(await api.chronology('caj')).toEqual(INFO)
  expect(said).toEqual([])
})

test.each([
  ['a field that is missing', () => Response.json({ ...INFO, title: undefined }), /title/],
  ['a field of another type', () => Response.json({ ...INFO, events: 'many' }), /events/],
  ['no JSON', () => new Response('<!doctype html>'), /the whole/],
  ['another status', () => Response.json(INFO, { status: 206 }), /206/],
])('%s is said to be not understood, with the details for the console', async (_name, make, details) => {
  answer = make
  const error = await api.chronology('caj').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toMatchObject({ code: 'not-understood', message: expect.stringMatching(/Reload the page/) as string })
  expect(said).toHaveLength(1)
  expect(said[0]?.[1]).toMatch(details)
})

test('a refusal is told in the words of the server', async () => {
  answer = () => Response.json({ error: { code: 'no-such-link', message: 'There is no such link.' } }, { status: 404 })
  const error = await api.join({ token: 'x' }).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ status: 404, code: 'no-such-link', message: 'There is no such link.' })
})

test('a page of a proxy is told by its status', async () => {
  answer = () => new Response('<h1>Bad gateway</h1>', { status: 502, statusText: 'Bad Gateway' })
  const error = await api.me().catch((reason: unknown) => reason)
  expect(error).toMatchObject({ status: 502, code: 'unknown', message: '502 Bad Gateway' })
})
