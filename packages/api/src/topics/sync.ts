/** Where documents are edited. What goes over it is in `packages/sync/PROTOCOL.md`. */
import * as v from 'valibot'
import { route } from '../route.ts'
import { ANYONE } from '../rule.ts'

export const syncRoutes = {
  // People who may not are told after the upgrade, with a close code.
  openDocument: route({
    method: 'GET',
    path: '/sync/:id',
    rule: ANYONE,
    summary: 'The websocket of a chronology.',
    query: v.object({
      /** `1`: says which changes are on disk. */
      ack: v.optional(v.string()),
      /** Of the copy that one has. */
      generation: v.optional(v.string()),
    }),
    answers: { 101: { kind: 'socket' } },
  }),
}
