/** Who may open a chronology: its members and links, who is in it now, and what happened to it. Under `/chronologies/:id`. */
import type { Audit } from '../access/audit.ts'
import type { Links } from '../access/links.ts'
import type { LiveConnection, LiveConnections } from '../access/live-connections.ts'
import { emailKey, isEmail } from '../access/email.ts'
import { personOf } from '../access/principal.ts'
import type { Quotas } from '../costs/quotas.ts'
import { mayWrite } from '../access/roles.ts'
import { Refusal } from '../refusal.ts'
import type { StoredMember } from '../storage/contract/index.ts'
import type { StoredRequest } from '../storage/contract/index.ts'
import type { Storage } from '../storage/contract/index.ts'
import { type AddedMember, type Here, type JoinRequest, type Role, type Sharing, routes } from '@coeval/api'
import { auditCsv, auditPage } from '../access/audit-file.ts'
import { type Api, DONE, reply } from '../http/serve-route.ts'
import { actorOf, idOf, type Request } from '../http/context.ts'
import { notSignedIn } from '../http/guard.ts'
import type { PublicOrigins } from '../net/public-origins.ts'
import { linkBaseOf } from './link-base.ts'
import { memberInfo, nameOf } from './member-info.ts'

export interface SharingRoutesOptions {
  storage: Storage
  links: Links
  live: LiveConnections
  audit: Audit
  quotas: Quotas
  places: PublicOrigins
  titleOf: (chronology: string) => Promise<string>
  nowMs: () => number
}

/** Of people (those who came first) and of links (those made last): a few hundred kB. */
const MAX_LISTED = 1000

export function sharingRoutes(
  api: Api,
  { storage, links, live, audit, quotas, places, titleOf, nowMs }: SharingRoutesOptions,
): void {
  const chronologyOf = async (c: Request) => ({ id: idOf(c, 'id'), title: await titleOf(idOf(c, 'id')) })
  const baseUrlFor = linkBaseOf(places)
  /** A member, or else one who came by a link. */
  const someoneOf = async (chronology: string, person: string): Promise<StoredMember> => {
    const standings = (await storage.members.list(chronology, nowMs())).filter(({ id }) => id === person)
    const one = standings.find(({ link }) => link === null) ?? standings[0]
    if (!one) throw new Refusal(404, 'no-such-member', 'This person is no member of the chronology.')
    return one
  }

  /** A role of one's own takes the place of what links give, or nobody could be given less. */
  const giveRole = async (chronology: string, person: string, role: Role, hasCome: boolean): Promise<void> => {
    const outcome = await storage.members.change(chronology, person, role)
    if (outcome === 'no-member') await storage.members.set(chronology, person, role, nowMs(), hasCome)
    else refuseUnlessDone(outcome)
    await storage.links.endUses(chronology, person, nowMs())
  }

  api.answer(routes.readSharing, async (c, { params }) => {
    const id = params.id
    const [members, list, requests] = await Promise.all([
      storage.members.list(id, nowMs()),
      links.list(id),
      storage.joinRequests.list(id, nowMs()),
    ])
    const sharing: Sharing = {
      visibility: c.get('standing').visibility,
      members: members.slice(0, MAX_LISTED).map(memberInfo),
      links: list.slice(0, MAX_LISTED),
      requests: requests.map(requestInfo),
      ...(Math.max(members.length, list.length) > MAX_LISTED && {
        all: { members: members.length, links: list.length },
      }),
    }
    return reply(200, sharing)
  })

  api.answer(routes.addMember, async (c, { body }) => {
    const email = emailKey(body.email)
    const { role } = body
    if (!isEmail(email)) throw new Refusal(400, 'bad-email', 'This is no e-mail address.')
    const chronology = await chronologyOf(c)
    const createdBy = personOf(c.get('who'))?.id ?? null
    const known = await storage.people.byEmail(email)
    // Anybody may have made an account with it: where nobody vouches, the right person gets a link.
    const isVouched =
      known?.emailVerified ||
      // Who adds himself is there.
      (known && known.id === createdBy) ||
      (known && (await storage.links.hasTaken(known.id, chronology.id, createdBy)))
    let added: AddedMember
    if (known && isVouched) {
      await quotas.addPerson(chronology.id, () => giveRole(chronology.id, known.id, role, false))
      await live.personChanged(known.id)
      const member = await someoneOf(chronology.id, known.id)
      await audit.write(actorOf(c), 'member-added', { chronology, subject: subjectOf(member), detail: role })
      added = { member: memberInfo(member) }
    } else {
      const invitation = await quotas.makeLink(c.get('who'), chronology.id, () =>
        links.make(chronology.id, { role, email, label: email }, { createdBy, baseUrl: baseUrlFor(c) }),
      )
      await audit.write(actorOf(c), 'link-made', { chronology, subject: email, detail: role })
      added = { invitation }
    }
    return reply(201, added)
  })

  api.answer(routes.changeMember, async (c, { params, body }) => {
    const id = params.id
    const { role } = body
    const before = await someoneOf(id, params.person)
    await giveRole(id, before.id, role, true)
    await live.chronologyChanged(id)
    await audit.write(actorOf(c), 'role-changed', {
      chronology: await chronologyOf(c),
      subject: subjectOf(before),
      detail: `${before.role} → ${role}`,
    })
    return reply(200, memberInfo(await someoneOf(id, before.id)))
  })

  api.answer(routes.removeMember, async (c, { params }) => {
    const id = params.id
    const before = await someoneOf(id, params.person)
    if (before.link === null) refuseUnlessDone(await storage.members.change(id, before.id, null))
    await storage.links.endUses(id, before.id, nowMs())
    await live.chronologyChanged(id)
    await audit.write(actorOf(c), 'member-removed', { chronology: await chronologyOf(c), subject: subjectOf(before) })
    return DONE
  })

  api.answer(routes.leaveChronology, async (c, { params }) => {
    const id = params.id
    const who = c.get('who')
    if (who.kind === 'nobody') throw notSignedIn()
    if (who.kind !== 'person') throw new Refusal(403, 'not-allowed', 'A key cannot do that. Sign in with a browser.')
    const outcome = await storage.members.leave(id, who.person.id, nowMs())
    if (outcome === 'last-owner') {
      throw new Refusal(
        409,
        'last-owner',
        'You are its only owner. Make somebody else an owner first, or move the chronology to the trash.',
      )
    }
    if (outcome === 'no-member') {
      throw new Refusal(404, 'no-such-member', 'You are no member here: there is nothing to leave.')
    }
    await live.chronologyChanged(id)
    await audit.write(actorOf(c), 'member-left', { chronology: await chronologyOf(c) })
    return DONE
  })

  api.answer(routes.letIn, async (c, { params }) => {
    const id = params.id
    const request = await storage.joinRequests.letIn(params.request, id, nowMs())
    if (!request) throw noSuchRequest()
    await live.personChanged(request.person)
    await audit.write(actorOf(c), 'join-let-in', {
      chronology: await chronologyOf(c),
      subject: { id: request.person, name: request.name },
      detail: request.role,
    })
    return reply(200, memberInfo(await someoneOf(id, request.person)))
  })

  api.answer(routes.refuseRequest, async (c, { params }) => {
    const request = await storage.joinRequests.refuse(params.request, params.id, nowMs())
    if (!request) throw noSuchRequest()
    await audit.write(actorOf(c), 'join-refused', {
      chronology: await chronologyOf(c),
      subject: { id: request.person, name: request.name },
    })
    return DONE
  })

  api.answer(routes.readHere, async (c, { params }) => {
    const labels = new Map((await storage.links.list(params.id)).map(({ id, label }) => [id, label]))
    return reply(200, hereOf(live.here(params.id), labels))
  })

  api.answer(routes.readAudit, async (c, { params, query }) => reply(200, await auditPage(audit, params.id, query)))

  api.answer(routes.readAuditFile, async (c) => chronologyOf(c).then((chronology) => auditCsv(c, audit, chronology)))
}

/** Of a row of the log, which forgets the name when the person is removed. */
function subjectOf(member: StoredMember): { id: string; name: string } {
  return { id: member.id, name: nameOf(member) }
}

function requestInfo(request: StoredRequest): JoinRequest {
  const { id, askedMs, link, label, role, person, name, colour, email, isVouched } = request
  return {
    id,
    at: new Date(askedMs).toISOString(),
    person: { id: person, name, colour, isGuest: email === null },
    email,
    isVouched: email !== null && isVouched,
    link: { id: link, label, role },
  }
}

function noSuchRequest(): Refusal {
  return new Refusal(
    404,
    'no-such-request',
    'Nobody waits here any more: it was answered, or the link has ended. Make a new link, if you want to let somebody in.',
  )
}

/** Who writes or may comment is named; those who only read are counted. */
function hereOf(connections: readonly LiveConnection[], labels: ReadonlyMap<string, string>): Here {
  const people = new Map<string, Here['people'][number]>()
  let readers = 0
  for (const { who, standing } of connections) {
    const person = personOf(who)
    if (!person || standing.role === null || standing.role === 'viewer') {
      readers++
      continue
    }
    if (!mayWrite(standing.role)) readers++
    const known = people.get(person.id)
    if (known) known.connections++
    else {
      const link = typeof standing.restsOn === 'object' ? (labels.get(standing.restsOn.link) ?? '') : null
      const { id, name, colour } = person
      people.set(id, { id, name, colour, role: standing.role, connections: 1, link })
    }
  }
  return { people: [...people.values()], readers }
}

function refuseUnlessDone(outcome: 'done' | 'no-member' | 'last-owner'): void {
  if (outcome === 'last-owner') {
    throw new Refusal(409, 'last-owner', 'Nobody would own this chronology then. Make somebody else an owner first.')
  }
  if (outcome === 'no-member') {
    throw new Refusal(404, 'no-such-member', 'This person is no member of the chronology.')
  }
}
