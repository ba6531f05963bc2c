/** Who may open a chronology: its members and links, who is in it now, and what happened to it. Under `/chronologies/:id`. */
import { Hono } from 'hono'
import type { Audit } from '../access/audit.ts'
import type { Links } from '../access/links.ts'
import type { LiveConnection, LiveConnections } from '../access/live-connections.ts'
import { personOf } from '../access/principal.ts'
import { signUpSetting } from '../access/sign-up.ts'
import type { Quotas } from '../costs/quotas.ts'
import { mayWrite, ROLES } from '../access/roles.ts'
import { Refusal } from '../refusal.ts'
import type { StoredMember } from '../sqlite/access-store.ts'
import type { StorageThread } from '../sqlite/storage-thread.ts'
import type { AddedMember, Here, MemberInfo, Role, Sharing } from './api-types.ts'
import { auditCsv, auditPage } from './audit-file.ts'
import { instantIn, limitIn, oneOf, optionalTextIn, readBody, smallBody, textIn } from './body.ts'
import { actorOf, type Env, idOf, type Request } from './context.ts'
import type { Places } from './places.ts'
import { isOwnOrigin } from './security.ts'

export interface SharingRoutesOptions {
  thread: StorageThread
  links: Links
  live: LiveConnections
  audit: Audit
  quotas: Quotas
  places: Places
  titleOf: (chronology: string) => Promise<string>
  nowMs: () => number
}

const LINK_ROLES = ['editor', 'commenter', 'viewer'] as const
const MAX_USES = 1_000_000
/** Of people (those who came first) and of links (those made last): a few hundred kB. */
const MOST_LISTED = 1000

export function sharingRoutes({ thread, links, live, audit, quotas, places, titleOf, nowMs }: SharingRoutesOptions) {
  const chronologyOf = async (c: Request) => ({ id: idOf(c, 'id'), title: await titleOf(idOf(c, 'id')) })
  /** In a local network people come by one of several addresses: a link leads to the one that its maker is at. */
  const baseUrlFor = (c: Request) => {
    const origin = c.req.header('origin')
    return origin !== undefined && isOwnOrigin(origin, places) ? origin : places.baseUrl
  }
  /** A member, or else one who came by a link. */
  const someoneOf = async (chronology: string, person: string): Promise<StoredMember> => {
    const standings = (await thread.call('members', [chronology, nowMs()])).filter(({ id }) => id === person)
    const one = standings.find(({ link }) => link === null) ?? standings[0]
    if (!one) throw new Refusal(404, 'no-such-member', 'This person is no member of the chronology.')
    return one
  }

  /** A role of one's own takes the place of what links give, or nobody could be given less. */
  const giveRole = async (chronology: string, person: string, role: Role): Promise<void> => {
    const outcome = await thread.call('changeMember', [chronology, person, role])
    if (outcome === 'no-member') await thread.call('setMember', [chronology, person, role, nowMs()])
    else refuseUnlessDone(outcome)
    await thread.call('endLinkUse', [chronology, person, nowMs()])
  }

  return new Hono<Env>()
    .get('/sharing', async (c) => {
      const id = idOf(c, 'id')
      const [members, list] = await Promise.all([thread.call('members', [id, nowMs()]), links.list(id)])
      const sharing: Sharing = {
        visibility: c.get('standing').visibility,
        members: members.slice(0, MOST_LISTED).map(memberInfo),
        links: list.slice(0, MOST_LISTED),
        ...(Math.max(members.length, list.length) > MOST_LISTED && {
          all: { members: members.length, links: list.length },
        }),
      }
      return c.json(sharing)
    })

    .post('/members', smallBody, async (c) => {
      const body = await readBody(c)
      const email = textIn(body, 'email', { most: 320 }).trim()
      const role = oneOf(body, 'role', ROLES)
      if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new Refusal(400, 'bad-email', 'This is no e-mail address.')
      const chronology = await chronologyOf(c)
      const known = await thread.call('personByEmail', [email])
      // Where anybody may make an account, anybody may have made this one: the right person gets a link.
      const isKnown = known?.emailVerified || (await signUpSetting(thread)) === 'invitation'
      let added: AddedMember
      if (known && isKnown) {
        await quotas.addPerson(chronology.id, () => giveRole(chronology.id, known.id, role))
        await audit.write(actorOf(c), 'member-added', { chronology, subject: known.name, detail: role })
        await live.personChanged(known.id)
        added = { member: memberInfo(await someoneOf(chronology.id, known.id)) }
      } else {
        const createdBy = personOf(c.get('who'))?.id ?? null
        const invitation = await quotas.makeLink(c.get('who'), chronology.id, () =>
          links.make(chronology.id, { role, email, label: email }, { createdBy, baseUrl: baseUrlFor(c) }),
        )
        await audit.write(actorOf(c), 'link-made', { chronology, subject: email, detail: role })
        added = { invitation }
      }
      return c.json(added, 201)
    })

    .patch('/members/:person', smallBody, async (c) => {
      const id = idOf(c, 'id')
      const role = oneOf(await readBody(c), 'role', ROLES)
      const before = await someoneOf(id, idOf(c, 'person'))
      await giveRole(id, before.id, role)
      await live.chronologyChanged(id)
      await audit.write(actorOf(c), 'role-changed', {
        chronology: await chronologyOf(c),
        subject: before.name,
        detail: `${before.role} → ${role}`,
      })
      return c.json(memberInfo(await someoneOf(id, before.id)))
    })

    .delete('/members/:person', async (c) => {
      const id = idOf(c, 'id')
      const before = await someoneOf(id, idOf(c, 'person'))
      if (before.link === null) refuseUnlessDone(await thread.call('changeMember', [id, before.id, null]))
      await thread.call('endLinkUse', [id, before.id, nowMs()])
      await live.chronologyChanged(id)
      await audit.write(actorOf(c), 'member-removed', { chronology: await chronologyOf(c), subject: before.name })
      return c.body(null, 204)
    })

    .post('/links', smallBody, async (c) => {
      const body = await readBody(c)
      const role = oneOf(body, 'role', LINK_ROLES)
      const chronology = await chronologyOf(c)
      const settings = {
        role,
        label: optionalTextIn(body, 'label'),
        expiresMs: futureIn(body, nowMs()),
        maxUses: limitIn(body, 'maxUses', MAX_USES),
      }
      const by = { createdBy: personOf(c.get('who'))?.id ?? null, baseUrl: baseUrlFor(c) }
      const link = await quotas.makeLink(c.get('who'), chronology.id, () => links.make(chronology.id, settings, by))
      await audit.write(actorOf(c), 'link-made', { chronology, subject: link.label || link.id, detail: role })
      return c.json(link, 201)
    })

    .patch('/links/:link', smallBody, async (c) => {
      const body = await readBody(c)
      const { before, after } = await links.change(idOf(c, 'link'), {
        role: body.role === undefined ? undefined : oneOf(body, 'role', LINK_ROLES),
        label: typeof body.label === 'string' ? body.label : undefined,
        expiresMs: instantIn(body, 'expiresAt'),
        maxUses: limitIn(body, 'maxUses', MAX_USES),
      })
      await live.chronologyChanged(idOf(c, 'id'))
      await audit.write(actorOf(c), 'link-changed', {
        chronology: await chronologyOf(c),
        subject: after.label || after.id,
        detail: before.role === after.role ? undefined : `${before.role} → ${after.role}`,
      })
      return c.json(after)
    })

    .delete('/links/:link', async (c) => {
      const link = await links.revoke(idOf(c, 'link'))
      await live.chronologyChanged(idOf(c, 'id'))
      await audit.write(actorOf(c), 'link-revoked', {
        chronology: await chronologyOf(c),
        subject: link.label || link.id,
        detail: link.role,
      })
      return c.body(null, 204)
    })

    .get('/here', async (c) => {
      const labels = new Map((await thread.call('links', [idOf(c, 'id')])).map(({ id, label }) => [id, label]))
      return c.json(hereOf(live.here(idOf(c, 'id')), labels))
    })

    .get('/audit', (c) => auditPage(c, audit, idOf(c, 'id')))

    .get('/audit.csv', (c) => auditCsv(c, audit, idOf(c, 'id')))
}

function memberInfo({ link, joinedMs, lastSeen, ...rest }: StoredMember): MemberInfo {
  return {
    ...rest,
    via: link === null ? 'membership' : { link },
    joinedAt: new Date(joinedMs).toISOString(),
    lastSeenAt: lastSeen,
  }
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

function futureIn(body: Record<string, unknown>, nowMs: number): number | null | undefined {
  const ms = instantIn(body, 'expiresAt')
  if (typeof ms === 'number' && ms <= nowMs) {
    throw new Refusal(400, 'in-the-past', 'Choose a time to come: a link that has expired lets nobody in.')
  }
  return ms
}
