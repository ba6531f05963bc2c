import { signUpSetting } from '../access/sign-up.ts'
import { ROOM } from '../testing/domains.ts'
import { testVerbs, type VerbCase } from '../testing/verb-suite.ts'
import type { InstanceVerbs } from './instance.ts'

const VERBS: Record<Exclude<keyof InstanceVerbs, 'read'>, VerbCase> = {
  changeSignUp: {
    does: ({ instance, by }) => instance.changeSignUp(by('ops'), 'open'),
    stored: ({ storage }) => signUpSetting(storage),
    is: 'open',
    closes: [],
    logs: [['instance-changed', 'ops', null, null, 'sign-up: open']],
  },
  createInvitation: {
    does: ({ instance, by }) => instance.createInvitation(by('ops')),
    stored: ({ storage }) => [...storage.tables.oneTimeLinks.values()].map(({ kind, person }) => [kind, person]),
    is: [['sign-up', null]],
    closes: [],
    logs: [['link-made', 'ops', null, 'an account', null]],
  },
  createSignInLink: {
    does: ({ instance, by }) => instance.createSignInLink(by('ops'), 'eve'),
    stored: ({ storage }) => [...storage.tables.oneTimeLinks.values()].map(({ kind, person }) => [kind, person]),
    is: [['sign-in', 'eve']],
    closes: [],
    logs: [['sign-in-link-made', 'ops', null, 'eve', null]],
  },
  vouch: {
    does: ({ instance, by }) => instance.vouch(by('ops'), { person: 'eve', isVouched: true }),
    stored: async ({ storage }) => (await storage.people.get('eve'))?.emailVerified,
    is: true,
    closes: [],
    logs: [['instance-changed', 'ops', null, 'eve', 'eve@example.org: vouched for']],
  },
  makeOwner: {
    does: ({ instance, by }) => instance.makeOwner(by('ops'), { person: 'eve', isOwner: true }),
    stored: async ({ storage }) => (await storage.people.get('eve'))?.isOwner,
    is: true,
    closes: [],
    logs: [['instance-changed', 'ops', null, 'eve', 'owner of the server']],
  },
  removePerson: {
    does: ({ instance, by }) => instance.removePerson(by('ops'), 'eve'),
    stored: ({ storage }) => storage.people.get('eve'),
    is: undefined,
    closes: ['eve signedOut'],
    logs: [['person-removed', 'ops', null, 'removed person eve', null]],
  },
  becomeOwner: {
    does: ({ instance, by }) => instance.becomeOwner(by('ops'), ROOM),
    stored: async ({ storage }) => (await storage.members.owners()).map(({ person }) => person),
    is: ['ada', 'ops'],
    closes: ['ops roleChanged'],
    logs: [['role-changed', 'ops', ROOM, 'ops', 'owner, as the owner of the server']],
  },
  revokeKey: {
    does: ({ instance, by }) => instance.revokeKey(by('ops'), 'key'),
    stored: ({ storage }) => storage.keys.get('key'),
    is: undefined,
    closes: ['bot signedOut'],
    logs: [['key-revoked', 'ops', null, 'Bot', null]],
  },
}

testVerbs({
  ...VERBS,
  'removePerson, by themselves: the log does not name them': {
    before: ({ storage }) => storage.people.setOwner('eve', true),
    does: ({ instance, by }) => instance.removePerson(by('eve'), 'eve'),
    stored: ({ storage }) => storage.people.get('eve'),
    is: undefined,
    closes: ['eve signedOut'],
    logs: [['person-removed', 'removed person eve', null, 'removed person eve', null]],
  },
})
