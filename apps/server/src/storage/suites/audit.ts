import { describe, expect, test } from 'vitest'
import { arranged, type MakeStorage, NOW } from './arrangement.ts'

export function auditSuite(name: string, make: MakeStorage): void {
  describe(`${name}: audit log`, () => {
    const at = arranged(make)

    test('a row comes back as it was written; a chronology without a title is called what the list calls it', async () => {
      const { audit } = at().storage
      await at().addChronology('caj', { title: 'CAJ' })
      const row = { actor: 'ada', actorName: 'Ada', subject: 'Ben', subjectPerson: 'ben', detail: 'd', address: '::' }
      const first = await at().addAudit({ ...row, action: 'role-changed', chronology: 'caj' })
      const second = await at().addAudit({ chronology: 'caj', chronologyTitle: 'Then' })
      await at().addAudit({ chronology: 'none' })
      expect(second).toBeGreaterThan(first)
      const rows = await audit.page(null, null, 10)
      expect(rows.map(({ chronologyTitle }) => chronologyTitle)).toEqual([null, 'Then', 'CAJ'])
      expect(rows[2]).toEqual({
        id: first,
        atMs: NOW,
        action: 'role-changed',
        chronology: 'caj',
        chronologyTitle: 'CAJ',
        ...row,
        count: 1,
      })
    })

    test('pages go back from the latest, of all or of one chronology', async () => {
      const { audit } = at().storage
      const ids: number[] = []
      for (let n = 0; n < 5; n++) ids.push(await at().addAudit({ chronology: n % 2 === 0 ? 'even' : 'odd' }))
      const idsOf = async (...asked: Parameters<typeof audit.page>) => (await audit.page(...asked)).map(({ id }) => id)
      expect(await idsOf(null, null, 2)).toEqual([ids[4], ids[3]])
      expect(await idsOf(null, ids[3] ?? 0, 2)).toEqual([ids[2], ids[1]])
      expect(await idsOf('even', ids[4] ?? 0, 9)).toEqual([ids[2], ids[0]])
      expect(await idsOf('none', null, 9)).toEqual([])
    })

    test('a count stands in its row; where it is about several, it names none of them', async () => {
      const { audit } = at().storage
      const id = await at().addAudit({ subject: 'Ada', subjectPerson: 'ada', detail: 'wrong password' })
      await audit.count(id, 3, null)
      expect(await audit.page(null, null, 1)).toMatchObject([{ count: 3, subject: 'Ada', detail: 'wrong password' }])
      await audit.count(id, 9, '2 accounts')
      const several = { count: 9, subject: null, subjectPerson: null, detail: '2 accounts' }
      expect(await audit.page(null, null, 1)).toMatchObject([several])
      await audit.count(id + 1, 9, null)
    })

    test('what is old goes, and ids are not given again', async () => {
      const { audit } = at().storage
      const old = await at().addAudit({ atMs: NOW - 1 })
      await audit.prune(NOW)
      expect(await audit.page(null, null, 9)).toEqual([])
      expect(await at().addAudit()).toBeGreaterThan(old)
    })

    test('a removed person is named nowhere in it, and others who have the name are', async () => {
      const { audit, people } = at().storage
      await at().addPerson('ada-lovelace', { name: 'Ada', email: 'ada@example.org' })
      await at().addPeople('ben')
      const actor = { actor: 'ada-lovelace', actorName: 'Ada' }
      await at().addAudit({ ...actor, action: 'person-renamed', detail: 'was Augusta' })
      await at().addAudit({ ...actor, action: 'guest-became-account', subject: 'Guest 7' })
      await at().addAudit({ subject: 'Ada', subjectPerson: 'ada-lovelace', detail: 'ada@example.org: vouched for' })
      await at().addAudit({ action: 'link-made', subject: 'ADA@example.org' })
      await at().addAudit({ action: 'role-changed', subject: 'Ada' })
      await at().addAudit({ action: 'link-made', subject: 'Ada' })
      await at().addAudit({ actor: 'ben', actorName: 'Ben' })
      const instead = await people.remove('ada-lovelace')
      const rows = await audit.page(null, null, 9)
      expect(rows.map(({ actorName, subject, detail }) => [actorName, subject, detail]).reverse()).toEqual([
        [instead, null, null],
        [instead, instead, null],
        [null, instead, `${instead}: vouched for`],
        [null, instead, null],
        [null, instead, null],
        // A label may be anything.
        [null, 'Ada', null],
        ['Ben', null, null],
      ])
      expect(rows.at(-1)?.actor).toBe('ada-lovelace')
      expect(instead).not.toContain('lovelace')
    })

    test('a row of old days that has only a name is left where two have it', async () => {
      const { audit, people } = at().storage
      for (const id of ['one', 'two']) await at().addPerson(id, { name: 'Ada' })
      await at().addAudit({ action: 'role-changed', subject: 'Ada' })
      await people.remove('one')
      expect(await audit.page(null, null, 9)).toMatchObject([{ subject: 'Ada' }])
      await people.remove('two')
      expect((await audit.page(null, null, 9))[0]?.subject).not.toBe('Ada')
    })
  })
}
