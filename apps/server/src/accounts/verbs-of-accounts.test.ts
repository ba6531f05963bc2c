/** What people do with their account, password and keys: stored, told and logged. */
import { AT_THE_MACHINE } from '../access/at-the-machine.ts'
import { connectedKey, KEY, keysOf, sessionsOf, testVerbs, type Verb } from '../testing/account-verbs.ts'
import { PASSWORD } from '../testing/account-world.ts'
import type { Browser } from './browser.ts'

type Kept = Parameters<Browser['keep']>[0]

const VERBS: Record<string, Verb> = {
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
      ['signed-out-everywhere', 'Ada', null, null],
      ['keys-ended', 'Ada', 'Bot', 'signed out'],
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
      let cookie = ''
      const stranger = { ...world.stranger(), keep: ({ cookies = [] }: Kept) => (cookie ||= cookies[0] ?? '') }
      const { who } = await world.opened.signIn.byLink(stranger, token)
      if (who.kind !== 'person') throw new Error('nobody is signed in')
      const headers = new Headers({ cookie: cookie.split(';')[0] ?? '' })
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
      ['password-changed', 'Ada', null, null],
      ['keys-ended', 'Ada', 'Bot', 'password changed'],
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

testVerbs(VERBS)

function never(): never {
  throw new Error('the present password is not asked for')
}
