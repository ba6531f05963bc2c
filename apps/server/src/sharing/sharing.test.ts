import { ROOM, type Domains } from '../testing/domains.ts'
import { testVerbs, type VerbCase } from '../testing/verb-suite.ts'
import type { SharingVerbs } from './sharing.ts'

const BASE = { baseUrl: 'https://example.org' }

const VERBS: Record<Exclude<keyof SharingVerbs, 'read' | 'readHere'>, VerbCase> = {
  addMember: {
    does: ({ sharing, by }) =>
      sharing.addMember(by('ada'), ROOM, { email: 'Ned@example.org', role: 'editor', ...BASE }),
    stored: (domains) => roleOf(domains, 'ned'),
    is: 'editor',
    closes: ['ned roleChanged'],
    // Until they come, a member is called by the e-mail.
    logs: [['member-added', 'ada', ROOM, 'ned@example.org', 'editor']],
  },
  giveRole: {
    does: ({ sharing, by }) => sharing.giveRole(by('ada'), ROOM, { person: 'eve', role: 'commenter' }),
    stored: (domains) => roleOf(domains, 'eve'),
    is: 'commenter',
    closes: ['eve roleChanged'],
    logs: [['role-changed', 'ada', ROOM, 'eve', 'editor → commenter']],
  },
  removeMember: {
    does: ({ sharing, by }) => sharing.removeMember(by('ada'), ROOM, 'eve'),
    stored: (domains) => roleOf(domains, 'eve'),
    is: undefined,
    closes: ['eve roleChanged'],
    logs: [['member-removed', 'ada', ROOM, 'eve', null]],
  },
  leave: {
    does: ({ sharing, by }) => sharing.leave(by('gil'), ROOM),
    stored: (domains) => roleOf(domains, 'gil'),
    is: undefined,
    closes: ['gil roleChanged'],
    logs: [['member-left', 'gil', ROOM, null, null]],
  },
  makeLink: {
    does: ({ sharing, by }) => sharing.makeLink(by('ada'), ROOM, { role: 'viewer', label: 'Guests', ...BASE }),
    stored: ({ storage }) => storage.links.list(ROOM).then((links) => links.map(({ label }) => label).toSorted()),
    is: ['Guests', 'Somebody', 'The class'],
    closes: [],
    logs: [['link-made', 'ada', ROOM, 'Guests', 'viewer']],
  },
  changeLink: {
    does: ({ sharing, by }) => sharing.changeLink(by('ada'), ROOM, { link: 'class', role: 'editor' }),
    stored: (domains) => roleOf(domains, 'gil'),
    is: 'editor',
    closes: ['gil roleChanged'],
    logs: [['link-changed', 'ada', ROOM, 'The class', 'commenter → editor']],
  },
  revokeLink: {
    does: ({ sharing, by }) => sharing.revokeLink(by('ada'), ROOM, 'class'),
    stored: (domains) => roleOf(domains, 'gil'),
    is: undefined,
    closes: ['gil roleChanged'],
    logs: [['link-revoked', 'ada', ROOM, 'The class', 'commenter']],
  },
  letIn: {
    does: ({ sharing, by }) => sharing.letIn(by('ada'), ROOM, 'request'),
    stored: (domains) => roleOf(domains, 'rob'),
    is: 'editor',
    closes: ['rob roleChanged'],
    logs: [['join-let-in', 'ada', ROOM, 'rob', 'editor']],
  },
  refuseRequest: {
    does: ({ sharing, by }) => sharing.refuseRequest(by('ada'), ROOM, 'request'),
    stored: ({ storage }) => storage.joinRequests.list(ROOM, 0),
    is: [],
    closes: [],
    logs: [['join-refused', 'ada', ROOM, 'rob', null]],
  },
}

testVerbs({
  ...VERBS,
  'addMember, for whom nobody vouches': {
    does: ({ sharing, by }) => sharing.addMember(by('ada'), ROOM, { email: 'eve@example.org', role: 'owner', ...BASE }),
    stored: ({ storage }) =>
      storage.links.list(ROOM).then((links) => links.find(({ role }) => role === 'owner')?.email),
    is: 'eve@example.org',
    closes: [],
    logs: [['link-made', 'ada', ROOM, 'eve@example.org', 'owner']],
  },
})

async function roleOf({ storage }: Domains, person: string): Promise<string | undefined> {
  return (await storage.members.list(ROOM, 0)).find(({ id }) => id === person)?.role
}
