/** Where the log cannot be written, what was done is done: the browser has its cookies, and what ends has ended. */
import { StorageError } from '@coeval/sync'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { connectedKey, keysOf } from '../testing/account-verbs.ts'
import { AccountWorld, PASSWORD } from '../testing/account-world.ts'
import type { Browser } from './browser.ts'

let world: AccountWorld
let kept: string[]

beforeEach(async () => {
  world = await AccountWorld.open()
  kept = []
})
afterEach(() => world.close())

test('who signs in has the cookies, and whoever was signed in before is told', async () => {
  await world.person('Ada')
  const browser = keeping(await world.browser(await world.person('Ben')))
  logFails()
  const given = { email: 'ada@example.org', password: PASSWORD }
  await expect(world.opened.signIn.byPassword(browser, given)).rejects.toThrow(StorageError)
  expect(kept.some((cookie) => cookie.includes('session_token'))).toBe(true)
  expect(world.heard).toEqual(['Ben signedOut'])
})

test('a password that is changed leaves the session that goes on to its browser, and keys end', async () => {
  const ada = await world.person('Ada')
  const signedIn = await world.browser(ada)
  const browser = { ...signedIn, ...keeping(signedIn), who: signedIn.who }
  await connectedKey(world, () => world.services.apiKeys.make(signedIn, { name: 'Bot', scope: 'read' }))
  logFails()
  const change = { next: `${PASSWORD}!`, present: () => PASSWORD, keys: true }
  await expect(world.opened.passwords.change(browser, change)).rejects.toThrow(StorageError)
  expect(kept.some((cookie) => cookie.includes('session_token'))).toBe(true)
  expect(await keysOf(world, ada)).toEqual([])
  expect(world.heard).toContain('Bot signedOut')
})

test('who signs out everywhere is out, and keys end', async () => {
  const ada = await world.person('Ada')
  const browser = await world.browser(ada)
  await connectedKey(world, () => world.services.apiKeys.make(browser, { name: 'Bot', scope: 'read' }))
  logFails()
  await expect(world.opened.accounts.signOut(browser, { everywhere: true })).rejects.toThrow(StorageError)
  expect(await keysOf(world, ada)).toEqual([])
  expect(world.heard.toSorted()).toEqual(['Ada signedOut', 'Bot signedOut'])
})

function keeping(browser: Browser): Browser {
  return { ...browser, keep: ({ cookies = [] }) => kept.push(...cookies) }
}

function logFails(): void {
  world.heard.length = 0
  world.storage.audit.add = () => Promise.reject(new StorageError('the disk is full'))
}
