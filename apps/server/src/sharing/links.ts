/** Links into a chronology: made, changed and revoked by its owners. */
import type { LinkInfo, NewLink, RevokedLink, Role } from '@coeval/api'
import type { Initiator } from '../access/audit.ts'
import type { LinkSettings } from '../access/links.ts'
import { personOf } from '../access/principal.ts'
import { Refusal } from '../refusal.ts'
import { memberInfo } from './member-info.ts'
import type { SharingParts } from './sharing-parts.ts'
import { sentence } from '../messages/sentence.ts'

/** The address begins with `baseUrl`, where its maker is. Throws Refusal. */
export async function makeLink(
  parts: SharingParts,
  initiator: Initiator,
  chronology: string,
  { baseUrl, ...settings }: Omit<LinkSettings, 'email'> & { baseUrl: string },
): Promise<NewLink> {
  const { expiresMs } = settings
  if (typeof expiresMs === 'number' && expiresMs <= parts.nowMs()) {
    throw new Refusal(400, 'in-the-past', sentence('sharing.in-the-past'))
  }
  return storeLink(parts, initiator, chronology, settings, baseUrl)
}

/** A link for one person: it makes the account with this e-mail a member, once. Throws Refusal. */
export function makeInvitation(
  parts: SharingParts,
  initiator: Initiator,
  chronology: string,
  { email, role, baseUrl }: { email: string; role: Role; baseUrl: string },
): Promise<NewLink> {
  return storeLink(parts, initiator, chronology, { role, email, label: email }, baseUrl)
}

/** What is not named stays. Throws Refusal. */
export async function changeLink(
  { links, changes, named }: SharingParts,
  initiator: Initiator,
  chronology: string,
  { link, ...change }: { link: string } & Partial<Omit<LinkSettings, 'email'>>,
): Promise<LinkInfo> {
  const chronologyNamed = await named(chronology)
  const { after } = await changes.carryOut(initiator, {
    store: () => links.change(link, change),
    tells: () => [{ chronology }],
    logs: ({ before, after: is }) => [
      {
        action: 'link-changed',
        chronology: chronologyNamed,
        subject: is.label || is.id,
        detail: before.role === is.role ? undefined : `${before.role} → ${is.role}`,
      },
    ],
  })
  return after
}

/** Who came by it is out, except those who are members all the same. Throws Refusal. */
export async function revokeLink(
  { storage, links, changes, named, nowMs }: SharingParts,
  initiator: Initiator,
  chronology: string,
  id: string,
): Promise<RevokedLink> {
  const chronologyNamed = await named(chronology)
  const link = await changes.carryOut(initiator, {
    store: () => links.revoke(id),
    tells: () => [{ chronology }],
    logs: ({ label, role }) => [
      { action: 'link-revoked', chronology: chronologyNamed, subject: label || id, detail: role },
    ],
  })
  const came = new Set(link.people.map((person) => person.id))
  const members = await storage.members.list(chronology, nowMs())
  return { link, stay: members.filter((member) => member.link === null && came.has(member.id)).map(memberInfo) }
}

async function storeLink(
  { links, changes, quotas, named }: SharingParts,
  initiator: Initiator,
  chronology: string,
  settings: LinkSettings,
  baseUrl: string,
): Promise<NewLink> {
  const by = { createdBy: personOf(initiator.who)?.id ?? null, baseUrl }
  const chronologyNamed = await named(chronology)
  return changes.carryOut(initiator, {
    store: () => quotas.makeLink(initiator.who, chronology, () => links.make(chronology, settings, by)),
    // Nobody has come by it yet.
    tells: () => [],
    logs: ({ id, label, role }) => [
      { action: 'link-made', chronology: chronologyNamed, subject: label || id, detail: role },
    ],
  })
}
