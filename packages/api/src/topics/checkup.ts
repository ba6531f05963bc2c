/** What the server can see of its own installation; the page adds what a browser sees. */
import * as v from 'valibot'
import { route } from '../route.ts'
import { ANYONE } from '../rule.ts'
import { Instant } from '../values.ts'

export const Finding = v.object({
  about: v.picklist(['address', 'tls', 'proxy', 'disk', 'storage', 'clock', 'socket']),
  state: v.picklist(['ok', 'warning', 'problem']),
  /** What is, and what to do. */
  sentence: v.string(),
})
export type Finding = v.InferOutput<typeof Finding>

export const Checkup = v.object({
  /** Of the server's clock, when it answered. */
  now: Instant,
  /** Where people should be: `https://chronology.example.org`. */
  baseUrl: v.string(),
  findings: v.array(Finding),
})
export type Checkup = v.InferOutput<typeof Checkup>

export const checkupRoutes = {
  readCheckup: route({
    method: 'GET',
    path: '/api/checkup',
    rule: ANYONE,
    summary: 'What the server sees of its own installation.',
    query: v.object({
      /** Where the client is: scheme, host and port. */
      origin: v.optional(v.string()),
    }),
    answers: { 200: Checkup },
  }),
  openEcho: route({
    method: 'GET',
    path: '/api/checkup/socket',
    rule: ANYONE,
    summary: 'A websocket that answers every text frame with the same text, 10 of them at most.',
    answers: { 101: { kind: 'socket' } },
  }),
}
