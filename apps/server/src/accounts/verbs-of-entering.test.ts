/** Coming in, by password, link, invitation or as a guest: stored, told and logged. */
import { setSignUp } from '../access/sign-up.ts'
import { accountsOf, AS_NEW, KEY, rolesOf, sessionsOf, testVerbs, type Verb } from '../testing/account-verbs.ts'
import { PASSWORD, ROOM } from '../testing/account-world.ts'

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
}

testVerbs(VERBS)
