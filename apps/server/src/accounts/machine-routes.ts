/** What the command line asks of a running server: links and keys, without a browser. Under `/machine`. */
import { routes } from '@coeval/api'
import type { Audit } from '../access/audit.ts'
import type { LiveConnections } from '../access/live-connections.ts'
import type { CommandLineAccess } from './one-time-links.ts'
import { actorOf } from '../http/context.ts'
import { type Api, DONE, reply } from '../http/serve-route.ts'
import { Refusal } from '../refusal.ts'

export interface MachineRoutesOptions {
  commandLine: CommandLineAccess
  audit: Audit
  live: LiveConnections
  /** Puts what the command line has unpacked in the place of the database. Undefined where this program cannot. */
  restore?: () => Promise<void>
}

export function machineRoutes(api: Api, { commandLine, audit, live, restore }: MachineRoutesOptions): void {
  api.answer(routes.createOwnerLink, async () => reply(201, await commandLine.ownerLink()))
  api.answer(routes.createSignInLinkFor, async (c, { body }) => {
    const link = await commandLine.signInLink(body.email)
    await audit.write(actorOf(c), 'sign-in-link-made', { subject: { id: link.personId, name: link.person } })
    return reply(201, link)
  })
  api.answer(routes.restoreBackup, async () => {
    if (!restore) throw new Refusal(409, 'cannot-restore', 'This server cannot restore. Stop it, and try again.')
    await restore()
    return reply(202, null)
  })
  api.answer(routes.listProgramKeys, async () => reply(200, { keys: await commandLine.keys() }))
  api.answer(routes.createProgramKey, async (c, { body }) => {
    const key = await commandLine.makeKey(body)
    await audit.write(actorOf(c), 'key-made', { subject: key.name, detail: key.scope })
    return reply(201, key)
  })
  api.answer(routes.revokeProgramKey, async (c, { params }) => {
    const { name } = await commandLine.revokeKey(params.key)
    live.keyEnded(params.key)
    await audit.write(actorOf(c), 'key-revoked', { subject: name })
    return DONE
  })
}
