/** What the command line asks of a running server: links and keys, without a browser. Under `/machine`. */
import { Hono } from 'hono'
import type { Audit } from '../access/audit.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import type { CommandLineAccess } from '../access/command-line-access.ts'
import { actorOf, type Env, idOf } from './context.ts'
import { optionalTextIn, readBody, smallBody } from './body.ts'
import { Refusal } from '../refusal.ts'
import { readKeySettings } from './people-routes.ts'

export interface MachineRoutesOptions {
  commandLine: CommandLineAccess
  audit: Audit
  live: LiveConnections
  /** Puts what the command line has unpacked in the place of the database. Undefined where this program cannot. */
  restore?: () => Promise<void>
}

export function machineRoutes({ commandLine, audit, live, restore }: MachineRoutesOptions) {
  return new Hono<Env>()
    .post('/owner-link', async (c) => c.json(await commandLine.ownerLink(), 201))
    .post('/sign-in-link', smallBody, async (c) => {
      const link = await commandLine.signInLink(optionalTextIn(await readBody(c), 'email'))
      await audit.write(actorOf(c), 'sign-in-link-made', { subject: { id: link.personId, name: link.person } })
      return c.json(link, 201)
    })
    .post('/restore', async (c) => {
      if (!restore) throw new Refusal(409, 'cannot-restore', 'This server cannot restore. Stop it, and try again.')
      await restore()
      return c.body(null, 202)
    })
    .get('/keys', async (c) => c.json({ keys: await commandLine.keys() }))
    .post('/keys', smallBody, async (c) => {
      const key = await commandLine.makeKey(readKeySettings(await readBody(c)))
      await audit.write(actorOf(c), 'key-made', { subject: key.name, detail: key.scope })
      return c.json(key, 201)
    })
    .delete('/keys/:key', async (c) => {
      const { name } = await commandLine.revokeKey(idOf(c, 'key'))
      live.keyEnded(idOf(c, 'key'))
      await audit.write(actorOf(c), 'key-revoked', { subject: name })
      return c.body(null, 204)
    })
}
