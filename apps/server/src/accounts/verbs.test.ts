/** Each verb of accounts stores, tells those whom it concerns, and is in the log; without one of the three it is noticed. */
import { describe, expect, test } from 'vitest'
import { AT_THE_MACHINE } from '../access/at-the-machine.ts'
import { setSignUp } from '../access/sign-up.ts'
import { AccountWorld, type Part, PARTS, PASSWORD, ROOM } from '../testing/account-world.ts'

interface Verb {
  /** Sets the world up, and returns what is done and what can be seen of it in the storage. */
  arrange: (world: AccountWorld) => Promise<{ act: () => Promise<unknown>; stored: () => Promise<unknown> }>
  is: unknown
  hears?: string[]
  /** As [action, who did it, subject, detail], the latest first. */
  logs: (string | null)[][]
}

const sessionsOf = async ({ storage }: AccountWorld, person: string) =>
  (await storage.sessions.ofPerson(person, Date.now())).length
const rolesOf = async ({ storage }: AccountWorld, person: string) =>
  (await storage.members.grantsOf(person, Date.now())).map(({ role }) => role)
const keysOf = async ({ storage }: AccountWorld, person: string) =>
  (await storage.keys.ofPerson(person)).map(({ name }) => name)
const accountsOf = async ({ storage }: AccountWorld) => (await storage.people.accounts()).map(({ name }) => name)
const AS_NEW = { name: 'Dora', email: 'dora@example.org', password: PASSWORD }
const KEY = { name: 'Bot', scope: 'read' } as const

const VERBS: Record<string, Verb> = {
  'signIn.byPassword, where somebody else was signed in': {
    async arrange(world) {
      const [ada, ben] = [await world.person('Ada'), await world.person('Ben')]
      const browser = await world.browser(ben)
      return {
        act: () => world.opened.signIn.byPassword(browser, { email: 'ada@example.org', password: PASSWORD }),
        stored: async () => [await sessionsOf(world, ada), await sessionsOf(world, ben)],
      }
    },
    is: [1, 0],
    hears: ['Ben signedOut'],
    logs: [['signed-in', 'Ada', null, 'password']],
  },
  'signIn.byLink, where somebody else was signed in': {
    async arrange(world) {
      const [ada, ben] = [await world.person('Ada'), await world.person('Ben')]
      const browser = await world.browser(ben)
      const { token } = await world.services.oneTimeLinks.makeToken('sign-in', ada)
      return {
        act: () => world.opened.signIn.byLink(browser, token),
        stored: async () => [await sessionsOf(world, ada), await world.services.oneTimeLinks.isGood('sign-in', token)],
      }
    },
    is: [1, false],
    hears: ['Ben signedOut'],
    logs: [['signed-in', 'Ada', null, 'sign-in link']],
  },
  'signUp, by a guest': {
    async arrange(world) {
      await setSignUp(world.storage, 'open')
      const guest = await world.services.guests.make('Gil')
      const browser = await world.browser(guest)
      await world.services.apiKeys.make(browser, KEY)
      return {
        act: () => world.opened.signUp.signUp(browser, AS_NEW),
        stored: async () => [await accountsOf(world), (await world.storage.people.get(guest))?.name],
      }
    },
    is: [['Dora'], undefined],
    hears: ['Gil roleChanged'],
    logs: [
      ['signed-up', 'Dora', null, null],
      ['key-revoked', 'Dora', 'Bot', "a guest's"],
      ['guest-became-account', 'Dora', 'Gil', null],
    ],
  },
  'signUp, by an invitation': {
    async arrange(world) {
      const { token } = await world.services.oneTimeLinks.makeToken('sign-up')
      return {
        act: () => world.opened.signUp.signUp(world.stranger(), { ...AS_NEW, invitation: token }),
        stored: async () => [await accountsOf(world), await world.services.oneTimeLinks.isGood('sign-up', token)],
      }
    },
    is: [['Dora'], false],
    logs: [['signed-up', 'Dora', null, null]],
  },
  'signUp, by a personal link': {
    async arrange(world) {
      await world.link('personal', { email: AS_NEW.email, maxUses: 1 })
      return {
        act: () => world.opened.signUp.signUp(world.stranger(), { ...AS_NEW, link: 'personal' }),
        stored: async () => rolesOf(world, (await world.storage.people.byEmail(AS_NEW.email))?.id ?? ''),
      }
    },
    is: ['editor'],
    logs: [
      ['signed-up', 'Dora', null, null],
      ['link-used', 'Dora', 'editor', 'editor'],
    ],
  },
  'firstOwner.become': {
    async arrange(world) {
      const { token } = await world.services.oneTimeLinks.makeToken('owner')
      const browser = await world.browser(await world.person('Ada'))
      return {
        act: () => world.opened.firstOwner.become(browser, { token, name: 'Olga' }),
        stored: async () => (await world.storage.people.owner())?.name,
      }
    },
    is: 'Olga',
    hears: ['Ada signedOut'],
    logs: [['owner-claimed', 'Olga', null, null]],
  },
  'accounts.signOut': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const browser = await world.browser(ada)
      return {
        act: () => world.opened.accounts.signOut(browser, {}),
        stored: () => sessionsOf(world, ada),
      }
    },
    is: 0,
    hears: ['Ada signedOut'],
    logs: [['signed-out', 'Ada', null, null]],
  },
  'accounts.signOut, everywhere': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const browser = await world.browser(ada)
      await world.browser(ada)
      await world.services.apiKeys.make(browser, KEY)
      return {
        act: () => world.opened.accounts.signOut(browser, { everywhere: true }),
        stored: async () => [await sessionsOf(world, ada), await keysOf(world, ada)],
      }
    },
    is: [0, []],
    hears: ['Ada signedOut', 'Ada signedOut'],
    logs: [
      ['keys-ended', 'Ada', 'Bot', 'signed out'],
      ['signed-out-everywhere', 'Ada', null, null],
    ],
  },
  'accounts.changeProfile': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const browser = await world.browser(ada)
      return {
        act: () => world.opened.accounts.changeProfile(browser, { name: 'Ada L.' }),
        stored: async () => (await world.storage.people.get(ada))?.name,
      }
    },
    is: 'Ada L.',
    hears: ['Ada is Ada L.'],
    logs: [['person-renamed', 'Ada', null, 'Ada → Ada L.']],
  },
  'accounts.endSession': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const [browser, other] = [await world.browser(ada), await world.browser(ada)]
      return {
        act: () => world.opened.accounts.endSession(browser, other.who.session.id),
        stored: () => sessionsOf(world, ada),
      }
    },
    is: 1,
    hears: ['Ada signedOut'],
    logs: [['signed-out', 'Ada', null, 'another session']],
  },
  'passwords.change, of one that is known': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const [browser] = [await world.browser(ada), await world.browser(ada)]
      const change = { next: `${PASSWORD}!`, present: () => PASSWORD, keys: false }
      return {
        act: () => world.opened.passwords.change(browser, change),
        stored: () => sessionsOf(world, ada),
      }
    },
    is: 1,
    hears: ['Ada roleChanged', 'Ada signedOut'],
    logs: [['password-changed', 'Ada', null, null]],
  },
  'passwords.change, of one that was lost, and keys end': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const { token } = await world.services.oneTimeLinks.makeToken('sign-in', ada)
      await world.browser(ada)
      const { who, cookies } = await world.opened.signIn.byLink(world.stranger(), token)
      if (who.kind !== 'person') throw new Error('nobody is signed in')
      const headers = new Headers({ cookie: cookies[0]?.split(';')[0] ?? '' })
      const browser = { ...world.stranger(), who, headers }
      await world.services.apiKeys.make(browser, KEY)
      return {
        act: () => world.opened.passwords.change(browser, { next: 'another password', present: never, keys: true }),
        stored: async () => [await sessionsOf(world, ada), await keysOf(world, ada)],
      }
    },
    is: [1, []],
    hears: ['Ada signedOut'],
    logs: [
      ['keys-ended', 'Ada', 'Bot', 'password changed'],
      ['password-changed', 'Ada', null, null],
    ],
  },
  'passwords.change, where there was none': {
    async arrange(world) {
      const ada = await world.person('Ada', { hasPassword: false })
      const [browser] = [await world.browser(ada), await world.browser(ada)]
      return {
        act: () => world.opened.passwords.change(browser, { next: PASSWORD, present: never, keys: false }),
        stored: async () => [await sessionsOf(world, ada), (await world.storage.people.get(ada))?.hasPassword],
      }
    },
    is: [1, true],
    hears: ['Ada signedOut'],
    logs: [['password-changed', 'Ada', null, null]],
  },
  'joining.join, by a link for whoever has it': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const browser = await world.browser(ada)
      await world.link('class', { label: 'The class' })
      return {
        act: () => world.opened.joining.join(browser, { token: 'class', ask: false }),
        stored: () => rolesOf(world, ada),
      }
    },
    is: ['editor'],
    hears: ['Ada roleChanged'],
    logs: [['link-used', 'Ada', 'The class', 'editor']],
  },
  'joining.join, as a new guest': {
    async arrange(world) {
      await world.link('class')
      return {
        act: () => world.opened.joining.join(world.stranger(), { token: 'class', name: 'Gil', ask: false }),
        stored: () => world.storage.people.guestCount(),
      }
    },
    is: 1,
    logs: [['link-used', 'Gil', 'editor', 'editor']],
  },
  'joining.join, by a personal link': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const browser = await world.browser(ada)
      await world.link('personal', { email: 'ada@example.org', maxUses: 1 })
      return {
        act: () => world.opened.joining.join(browser, { token: 'personal', ask: false }),
        stored: () => rolesOf(world, ada),
      }
    },
    is: ['editor'],
    hears: ['Ada roleChanged'],
    logs: [['link-used', 'Ada', 'editor', 'editor']],
  },
  'joining.join, where the owners are asked': {
    async arrange(world) {
      await world.link('personal', { email: 'somebody@example.org', maxUses: 1 })
      return {
        act: () => world.opened.joining.join(world.stranger(), { token: 'personal', name: 'Gil', ask: true }),
        stored: async () => (await world.storage.joinRequests.list(ROOM, Date.now())).map(({ name }) => name),
      }
    },
    is: ['Gil'],
    logs: [['join-asked', 'Gil', 'editor', 'editor']],
  },
  'apiKeys.make': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const browser = await world.browser(ada)
      return { act: () => world.services.apiKeys.make(browser, KEY), stored: () => keysOf(world, ada) }
    },
    is: ['Bot'],
    logs: [['key-made', 'Ada', 'Bot', 'read']],
  },
  'apiKeys.makeForProgram': {
    arrange: async (world) => ({
      act: () => world.services.apiKeys.makeForProgram(AT_THE_MACHINE, KEY),
      stored: async () => (await world.storage.keys.ofPrograms()).map(({ name }) => name),
    }),
    is: ['Bot'],
    logs: [['key-made', 'the command line', 'Bot', 'read']],
  },
  'apiKeys.revoke': {
    async arrange(world) {
      const ada = await world.person('Ada')
      const browser = await world.browser(ada)
      const id = await connectedKey(world, () => world.services.apiKeys.make(browser, KEY))
      return { act: () => world.services.apiKeys.revoke(browser, id), stored: () => keysOf(world, ada) }
    },
    is: [],
    hears: ['Bot signedOut'],
    logs: [['key-revoked', 'Ada', 'Bot', null]],
  },
  'apiKeys.revokeAny': {
    async arrange(world) {
      const id = await connectedKey(world, () => world.services.apiKeys.makeForProgram(AT_THE_MACHINE, KEY))
      return {
        act: () => world.services.apiKeys.revokeAny(AT_THE_MACHINE, id),
        stored: () => world.storage.keys.ofPrograms(),
      }
    },
    is: [],
    hears: ['Bot signedOut'],
    logs: [['key-revoked', 'the command line', 'Bot', null]],
  },
  'oneTimeLinks.makeForSignIn': {
    async arrange(world) {
      await world.person('Ada')
      return {
        act: () => world.services.oneTimeLinks.makeForSignIn(AT_THE_MACHINE, 'ada@example.org'),
        stored: async () => world.storage.tables.oneTimeLinks.size,
      }
    },
    is: 1,
    logs: [['sign-in-link-made', 'the command line', 'Ada', null]],
  },
}

describe.each(Object.entries(VERBS))('%s', (_name, verb) => {
  const whole = { stored: verb.is, heard: verb.hears ?? [], logged: verb.logs }

  test('stores, tells and logs', async () => {
    expect(await observed(verb)).toEqual(whole)
  })

  const parts = PARTS.filter((part) => part !== 'tells' || verb.hears !== undefined)
  test.each(parts)('is not the same where nothing of it %s', async (part) => {
    expect(await observed(verb, part)).not.toEqual(whole)
  })
})

async function observed(verb: Verb, leftOut?: Part) {
  const world = await AccountWorld.open()
  try {
    const { act, stored } = await verb.arrange(world)
    const before = await world.log()
    world.heard.length = 0
    world.leaveOut(leftOut)
    await act().catch((error: unknown) => {
      if (leftOut !== 'stores') throw error
    })
    const after = await world.log()
    return {
      stored: await stored(),
      heard: world.heard.toSorted(),
      logged: after.slice(0, after.length - before.length),
    }
  } finally {
    world.close()
  }
}

async function connectedKey(world: AccountWorld, make: () => Promise<{ id: string; key: string }>): Promise<string> {
  const { id, key } = await make()
  const who = await world.services.people.byBearer(key, false)
  if (!who) throw new Error('the key is none')
  await world.connect(who, 'Bot')
  return id
}

function never(): never {
  throw new Error('the present password is not asked for')
}
