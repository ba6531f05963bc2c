import { describe, expect, test } from 'vitest'
import { MAX_REQUESTS_PER_LINK, MAX_WAITING_PER_PERSON } from '../contract/join-requests.ts'
import { arranged, type Arrangement, type MakeStorage, NOW } from './arrangement.ts'

export function joinRequestSuite(name: string, make: MakeStorage): void {
  describe(`${name}: join requests`, () => {
    const at = arranged(make)

    test('a request waits, is told to the owners, and asking again keeps the first', async () => {
      const { joinRequests } = at().storage
      await arrangeLink(at())
      await at().addPerson('ada', { emailVerified: true })
      await at().addPerson('guest', { isAnonymous: true })
      const asked = await joinRequests.ask('r1', 'mine', 'ada', NOW + 2)
      expect(asked).toEqual({ id: 'r1', askedMs: NOW + 2, state: 'waiting', chronology: null })
      expect(await joinRequests.ask('r2', 'mine', 'ada', NOW + 3)).toEqual(asked)
      await joinRequests.ask('r3', 'mine', 'guest', NOW + 1)
      const common = { link: 'mine', label: 'For Cleo', role: 'editor' }
      expect(await joinRequests.list('caj', NOW)).toMatchObject([
        { id: 'r3', ...common, person: 'guest', email: null, isVouched: false },
        { id: 'r1', ...common, person: 'ada', email: 'ada@example.org', isVouched: true, name: 'ada', colour: 3 },
      ])
      expect(await joinRequests.list('other', NOW)).toEqual([])
    })

    test('to be let in makes a member, uses the link up, ends the others, and vouches for nothing', async () => {
      const { joinRequests, links } = at().storage
      await arrangeLink(at())
      await at().addPeople('ada', 'ben')
      await joinRequests.ask('r1', 'mine', 'ada', NOW)
      await joinRequests.ask('r2', 'mine', 'ben', NOW)
      expect(await joinRequests.letIn('r1', 'other', NOW)).toBeUndefined()
      expect(await joinRequests.letIn('r1', 'caj', NOW)).toMatchObject({ id: 'r1', person: 'ada' })
      expect(await at().grantsOf('ada')).toEqual(['caj editor member'])
      expect(await joinRequests.askedBy('ada', NOW)).toMatchObject([{ state: 'let-in', chronology: 'caj' }])
      expect(await joinRequests.askedBy('ben', NOW)).toMatchObject([{ state: 'ended', chronology: null }])
      expect(await joinRequests.letIn('r2', 'caj', NOW)).toBeUndefined()
      expect(await links.find('mine', null, NOW)).toBe('used-up')
      expect(await links.hasTaken('ada', 'caj', null)).toBe(false)
    })

    test('who was refused stays refused, and waits no longer', async () => {
      const { joinRequests } = at().storage
      await arrangeLink(at())
      await at().addPeople('ada')
      await joinRequests.ask('r1', 'mine', 'ada', NOW)
      expect(await joinRequests.refuse('r1', 'caj', NOW)).toMatchObject({ id: 'r1' })
      expect(await joinRequests.refuse('r1', 'caj', NOW)).toBeUndefined()
      expect(await joinRequests.ask('r2', 'mine', 'ada', NOW)).toMatchObject({ id: 'r1', state: 'refused' })
      expect([await joinRequests.list('caj', NOW), await at().grantsOf('ada')]).toEqual([[], []])
    })

    test('a request ends with its link', async () => {
      const { joinRequests, links } = at().storage
      await arrangeLink(at())
      await at().addPeople('ada')
      await joinRequests.ask('r1', 'mine', 'ada', NOW)
      await links.revoke('mine', NOW)
      expect(await joinRequests.list('caj', NOW)).toEqual([])
      expect(await joinRequests.askedBy('ada', NOW)).toMatchObject([{ state: 'ended' }])
      expect(await joinRequests.ask('r2', 'mine', 'ada', NOW)).toBe('revoked')
      expect(await joinRequests.ask('r2', 'none', 'ada', NOW)).toBe('unknown')
    })

    test('for one link there are so many requests, refused ones too, and of one person so many that wait', async () => {
      const { joinRequests } = at().storage
      await arrangeLink(at())
      const people = Array.from({ length: MAX_REQUESTS_PER_LINK + 1 }, (_, n) => `person-${n}`)
      await at().addPeople(...people)
      for (const person of people.slice(1)) await joinRequests.ask(person, 'mine', person, NOW)
      await joinRequests.refuse('person-1', 'caj', NOW)
      expect(await joinRequests.mayAsk('mine', null)).toBe(false)
      expect(await joinRequests.ask('r', 'mine', 'person-0', NOW)).toBe('too-many')
      for (let n = 0; n < MAX_WAITING_PER_PERSON; n++) {
        await at().addLink(`l${n}`, { email: 'cleo@example.org' })
        await joinRequests.ask(`r${n}`, `l${n}`, 'person-0', NOW + n)
      }
      await at().addLink('last', { email: 'cleo@example.org' })
      expect(await joinRequests.ask('r', 'last', 'person-0', NOW)).toBe('too-many')
      expect([await joinRequests.mayAsk('last', 'person-0'), await joinRequests.mayAsk('last', null)]).toEqual([
        false,
        true,
      ])
      expect((await joinRequests.askedBy('person-0', NOW)).map(({ id }) => id).slice(0, 2)).toEqual(['r9', 'r8'])
    })
  })
}

async function arrangeLink(at: Arrangement): Promise<void> {
  await at.addChronology('caj')
  await at.addLink('mine', { email: 'cleo@example.org', label: 'For Cleo', maxUses: 1 })
}
