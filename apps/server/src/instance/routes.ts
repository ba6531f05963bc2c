/** The instance as a whole, for its owner: people, chronologies, storage, health, sign-up. Under `/instance`. */
import { type ChronologyInfo, routes } from '@coeval/api'
import type { AuditLog } from '../access/audit-log.ts'
import { auditFile } from '../http/attachment.ts'
import { actorOf } from '../http/context.ts'
import { type Api, DONE, reply } from '../http/serve-route.ts'
import {
  becomeOwner,
  changeSignUp,
  createInvitation,
  createSignInLink,
  makeOwner,
  revokeKey,
  vouch,
} from './instance.ts'
import type { InstanceParts } from './instance-parts.ts'
import { removePerson } from './people.ts'
import { readInstance } from './read-instance.ts'

export interface InstanceRoutesOptions {
  instance: InstanceParts
  auditLog: AuditLog
}

export function instanceRoutes(api: Api, { instance, auditLog }: InstanceRoutesOptions): void {
  api.answer(routes.readInstance, async () => reply(200, await readInstance(instance)))

  api.answer(routes.changeInstance, async (c, { body }) => {
    await changeSignUp(instance, actorOf(c), body.signUp)
    return reply(200, await readInstance(instance))
  })

  api.answer(routes.createInvitation, async (c) => reply(201, await createInvitation(instance, actorOf(c))))

  api.answer(routes.createSignInLink, async (c, { params }) =>
    reply(201, await createSignInLink(instance, actorOf(c), params.person)),
  )

  api.answer(routes.changePerson, async (c, { params: { person }, body: { isOwner, isVouched } }) => {
    if (isVouched !== undefined) await vouch(instance, actorOf(c), { person, isVouched })
    if (isOwner !== undefined) await makeOwner(instance, actorOf(c), { person, isOwner })
    return reply(200, await readInstance(instance))
  })

  api.answer(routes.removePerson, async (c, { params }) => {
    await removePerson(instance, actorOf(c), params.person)
    return DONE
  })

  api.answer(routes.revokeInstanceKey, async (c, { params }) => {
    await revokeKey(instance, actorOf(c), params.key)
    return DONE
  })

  api.answer(routes.becomeOwner, async (c, { params }) => {
    const facts = await becomeOwner(instance, actorOf(c), params.id)
    return reply(200, { ...facts, role: 'owner' } satisfies ChronologyInfo)
  })

  api.answer(routes.readInstanceAudit, async (_c, { query }) => reply(200, await auditLog.page(null, query)))

  api.answer(routes.readInstanceAuditFile, async (c) => auditFile(c, await auditLog.download(actorOf(c), null)))
}
