/** What the command line asks of a running server: links and keys, without a browser. Under `/machine`. */
import { routes } from '@coeval/api'
import { initiatorOf } from '../http/context.ts'
import { type Api, DONE, reply } from '../http/serve-route.ts'
import { Refusal } from '../refusal.ts'
import type { ApiKeys } from './api-keys.ts'
import type { OneTimeLinks } from './one-time-links.ts'
import { sentence } from '../messages/sentence.ts'

export interface MachineRoutesOptions {
  apiKeys: ApiKeys
  oneTimeLinks: OneTimeLinks
  /** Puts what the command line has unpacked in the place of the database. Undefined where this program cannot. */
  restore?: () => Promise<void>
}

export function machineRoutes(api: Api, { apiKeys, oneTimeLinks, restore }: MachineRoutesOptions): void {
  api.answer(routes.createOwnerLink, async () => reply(201, await oneTimeLinks.makeForOwner()))

  api.answer(routes.createSignInLinkFor, async (c, { body }) =>
    reply(201, await oneTimeLinks.makeForSignIn(initiatorOf(c), body.email)),
  )

  api.answer(routes.restoreBackup, async () => {
    if (!restore) throw new Refusal(409, 'cannot-restore', sentence('accounts.cannot-restore'))
    await restore()
    return reply(202, null)
  })

  api.answer(routes.listProgramKeys, async () => reply(200, { keys: await apiKeys.ofPrograms() }))

  api.answer(routes.createProgramKey, async (c, { body }) =>
    reply(201, await apiKeys.makeForProgram(initiatorOf(c), body)),
  )

  api.answer(routes.revokeProgramKey, async (c, { params }) => {
    await apiKeys.revokeAny(initiatorOf(c), params.key)
    return DONE
  })
}
