/** A verb of accounts stores, tells those whom it concerns, and is in the log; without one of the three it is noticed. */
import { describe, expect, test } from 'vitest'
import { AccountWorld, type Part, PARTS, PASSWORD } from './account-world.ts'

export interface Verb {
  /** Sets the world up, and returns what is done and what can be seen of it in the storage. */
  arrange: (world: AccountWorld) => Promise<{ act: () => Promise<unknown>; stored: () => Promise<unknown> }>
  is: unknown
  hears?: string[]
  /** As [action, who did it, subject, detail], the latest first. */
  logs: (string | null)[][]
}

export const sessionsOf = async ({ storage }: AccountWorld, person: string) =>
  (await storage.sessions.ofPerson(person, Date.now())).length
export const rolesOf = async ({ storage }: AccountWorld, person: string) =>
  (await storage.members.grantsOf(person, Date.now())).map(({ role }) => role)
export const keysOf = async ({ storage }: AccountWorld, person: string) =>
  (await storage.keys.ofPerson(person)).map(({ name }) => name)
export const accountsOf = async ({ storage }: AccountWorld) => (await storage.people.accounts()).map(({ name }) => name)
export const AS_NEW = { name: 'Dora', email: 'dora@example.org', password: PASSWORD }
export const KEY = { name: 'Bot', scope: 'read' } as const

export function testVerbs(verbs: Record<string, Verb>): void {
  describe.each(Object.entries(verbs))('%s', (_name, verb) => {
    const whole = { stored: verb.is, heard: verb.hears ?? [], logged: verb.logs }

    test('stores, tells and logs', async () => {
      expect(await observed(verb)).toEqual(whole)
    })

    const parts = PARTS.filter((part) => part !== 'tells' || verb.hears !== undefined)
    test.each(parts)('is not the same where nothing of it %s', async (part) => {
      expect(await observed(verb, part)).not.toEqual(whole)
    })
  })
}

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

export async function connectedKey(
  world: AccountWorld,
  make: () => Promise<{ id: string; key: string }>,
): Promise<string> {
  const { id, key } = await make()
  const who = await world.services.identities.byBearer(key, false)
  if (!who) throw new Error('the key is none')
  await world.connect(who, 'Bot')
  return id
}
