/** Links into a chronology: made, changed and revoked by its owners. */
import { routes } from '@coeval/api'
import { personOf } from '../access/principal.ts'
import { Refusal } from '../refusal.ts'
import { actorOf, idOf, type Request } from '../http/context.ts'
import { linkBaseOf } from './link-base.ts'
import { memberInfo } from './member-info.ts'
import { type Api, reply } from '../http/serve-route.ts'
import type { SharingRoutesOptions } from './routes.ts'

export function linkRoutes(api: Api, options: SharingRoutesOptions): void {
  const { storage, links, live, audit, quotas, places, titleOf, nowMs } = options
  const chronologyOf = async (c: Request) => ({ id: idOf(c, 'id'), title: await titleOf(idOf(c, 'id')) })
  const baseUrlFor = linkBaseOf(places)

  api.answer(routes.createLink, async (c, { body }) => {
    const { role, label, maxUses } = body
    const chronology = await chronologyOf(c)
    const settings = {
      role,
      label,
      expiresMs: future(body.expiresAt, nowMs()),
      maxUses,
    }
    const by = { createdBy: personOf(c.get('who'))?.id ?? null, baseUrl: baseUrlFor(c) }
    const link = await quotas.makeLink(c.get('who'), chronology.id, () => links.make(chronology.id, settings, by))
    await audit.write(actorOf(c), 'link-made', { chronology, subject: link.label || link.id, detail: role })
    return reply(201, link)
  })

  api.answer(routes.changeLink, async (c, { params, body }) => {
    const { role, label, expiresAt, maxUses } = body
    const change = { role, label, expiresMs: msOf(expiresAt), maxUses }
    const { before, after } = await links.change(params.link, change)
    await live.chronologyChanged(params.id)
    await audit.write(actorOf(c), 'link-changed', {
      chronology: await chronologyOf(c),
      subject: after.label || after.id,
      detail: before.role === after.role ? undefined : `${before.role} → ${after.role}`,
    })
    return reply(200, after)
  })

  api.answer(routes.revokeLink, async (c, { params }) => {
    const id = params.id
    const link = await links.revoke(params.link)
    await live.chronologyChanged(id)
    await audit.write(actorOf(c), 'link-revoked', {
      chronology: await chronologyOf(c),
      subject: link.label || link.id,
      detail: link.role,
    })
    const came = new Set(link.people.map((person) => person.id))
    const members = await storage.members.list(id, nowMs())
    const stay = members.filter((member) => member.link === null && came.has(member.id)).map(memberInfo)
    return reply(200, { link, stay })
  })
}

function msOf(instant: string | null | undefined): number | null | undefined {
  return typeof instant === 'string' ? Date.parse(instant) : instant
}

function future(instant: string | null | undefined, nowMs: number): number | null | undefined {
  const ms = msOf(instant)
  if (typeof ms === 'number' && ms <= nowMs) {
    throw new Refusal(400, 'in-the-past', 'Choose a time to come: a link that has expired lets nobody in.')
  }
  return ms
}
