/** The instance as a whole, for its owner: people, chronologies, storage, health, sign-up. Under `/instance`. */
import { type ChronologyInfo, routes } from '@coeval/api'
import type { AuditLog } from '../access/audit-log.ts'
import { auditFile } from '../http/attachment.ts'
import { initiatorOf } from '../http/context.ts'
import { type Api, DONE, reply } from '../http/serve-route.ts'
import type { InstanceVerbs } from './instance.ts'

export interface InstanceRoutesOptions {
  instance: InstanceVerbs
  auditLog: AuditLog
}

export function instanceRoutes(api: Api, { instance, auditLog }: InstanceRoutesOptions): void {
  api.answer(routes.readInstance, async () => reply(200, await instance.read()))

  api.answer(routes.changeInstance, async (c, { body }) => {
    await instance.changeSignUp(initiatorOf(c), body.signUp)
    return reply(200, await instance.read())
  })

  api.answer(routes.createInvitation, async (c) => reply(201, await instance.createInvitation(initiatorOf(c))))

  api.answer(routes.createSignInLink, async (c, { params }) =>
    reply(201, await instance.createSignInLink(initiatorOf(c), params.person)),
  )

  api.answer(routes.changePerson, async (c, { params: { person }, body: { isOwner, isVouched } }) => {
    if (isVouched !== undefined) await instance.vouch(initiatorOf(c), { person, isVouched })
    if (isOwner !== undefined) await instance.makeOwner(initiatorOf(c), { person, isOwner })
    return reply(200, await instance.read())
  })

  api.answer(routes.removePerson, async (c, { params }) => {
    await instance.removePerson(initiatorOf(c), params.person)
    return DONE
  })

  api.answer(routes.revokeInstanceKey, async (c, { params }) => {
    await instance.revokeKey(initiatorOf(c), params.key)
    return DONE
  })

  api.answer(routes.becomeOwner, async (c, { params }) => {
    const facts = await instance.becomeOwner(initiatorOf(c), params.id)
    return reply(200, { ...facts, role: 'owner' } satisfies ChronologyInfo)
  })

  api.answer(routes.readInstanceAudit, async (_c, { query }) => reply(200, await auditLog.page(null, query)))

  api.answer(routes.readInstanceAuditFile, async (c) => auditFile(c, await auditLog.download(initiatorOf(c), null)))
}
