/** Who may open a chronology: its members and links, who is in it now, and what happened to it. Under `/chronologies/:id`. */
import { routes } from '@coeval/api'
import type { AuditLog } from '../access/audit-log.ts'
import { auditFile } from '../http/attachment.ts'
import { initiatorOf } from '../http/context.ts'
import { linkBaseOf } from '../http/link-base.ts'
import { type Api, DONE, reply } from '../http/serve-route.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import type { SharingVerbs } from './sharing.ts'

export interface SharingRoutesOptions {
  sharing: SharingVerbs
  auditLog: AuditLog
  places: PublicOrigins
}

export function sharingRoutes(api: Api, { sharing, auditLog, places }: SharingRoutesOptions): void {
  const baseUrlFor = linkBaseOf(places)

  api.answer(routes.readSharing, async (c, { params }) =>
    reply(200, await sharing.read(params.id, c.get('standing').visibility)),
  )

  api.answer(routes.addMember, async (c, { params, body }) =>
    reply(201, await sharing.addMember(initiatorOf(c), params.id, { ...body, baseUrl: baseUrlFor(c) })),
  )

  api.answer(routes.changeMember, async (c, { params: { id, person }, body: { role } }) =>
    reply(200, await sharing.giveRole(initiatorOf(c), id, { person, role })),
  )

  api.answer(routes.removeMember, async (c, { params }) => {
    await sharing.removeMember(initiatorOf(c), params.id, params.person)
    return DONE
  })

  api.answer(routes.leaveChronology, async (c, { params }) => {
    await sharing.leave(initiatorOf(c), params.id)
    return DONE
  })

  api.answer(routes.letIn, async (c, { params }) =>
    reply(200, await sharing.letIn(initiatorOf(c), params.id, params.request)),
  )

  api.answer(routes.refuseRequest, async (c, { params }) => {
    await sharing.refuseRequest(initiatorOf(c), params.id, params.request)
    return DONE
  })

  api.answer(routes.createLink, async (c, { params, body: { role, label, maxUses, expiresAt } }) => {
    const settings = { role, label, maxUses, expiresMs: msOf(expiresAt), baseUrl: baseUrlFor(c) }
    return reply(201, await sharing.makeLink(initiatorOf(c), params.id, settings))
  })

  api.answer(routes.changeLink, async (c, { params: { id, link }, body: { role, label, maxUses, expiresAt } }) => {
    const change = { link, role, label, maxUses, expiresMs: msOf(expiresAt) }
    return reply(200, await sharing.changeLink(initiatorOf(c), id, change))
  })

  api.answer(routes.revokeLink, async (c, { params }) =>
    reply(200, await sharing.revokeLink(initiatorOf(c), params.id, params.link)),
  )

  api.answer(routes.readHere, async (_c, { params }) => reply(200, await sharing.readHere(params.id)))

  api.answer(routes.readAudit, async (_c, { params, query }) => reply(200, await auditLog.page(params.id, query)))

  api.answer(routes.readAuditFile, async (c, { params }) =>
    auditFile(c, await auditLog.download(initiatorOf(c), params.id)),
  )
}

function msOf(instant: string | null | undefined): number | null | undefined {
  return typeof instant === 'string' ? Date.parse(instant) : instant
}
