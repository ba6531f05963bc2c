import type { Kysely } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeStorage } from '../../testing/temporary-storage.ts'

interface Tables {
  setting: { key: string; value: unknown }
}

let opened: ReturnType<typeof makeStorage>
let db: Kysely<Tables>

beforeEach(async () => {
  opened = makeStorage()
  const database = await opened.storage.authDatabase()
  db = (database as unknown as { db: Kysely<Tables> }).db
})

afterEach(() => opened.close())

test('what is written through it is in the same database, and rows that change are counted', async () => {
  await db.insertInto('setting').values({ key: 'a', value: '1' }).execute()
  expect(await opened.storage.settings.get('a')).toBe('1')
  const changed = await db.updateTable('setting').set({ value: '2' }).where('key', '=', 'a').executeTakeFirst()
  expect(changed.numUpdatedRows).toBe(1n)
  expect((await db.deleteFrom('setting').where('key', '=', 'none').executeTakeFirst()).numDeletedRows).toBe(0n)
  const back = await db.insertInto('setting').values({ key: 'b', value: '3' }).returningAll().executeTakeFirst()
  expect(back).toEqual({ key: 'b', value: '3' })
})

test('a Date, or nothing at all, is refused rather than kept as NULL', async () => {
  for (const value of [new Date(0), undefined]) {
    const query = db.updateTable('setting').set({ value: '2' }).where('value', '=', value)
    await expect(query.execute()).rejects.toThrow(/SQLite cannot keep/)
  }
  await expect(
    db
      .insertInto('setting')
      .values({ key: 'd', value: new Date(0) })
      .execute(),
  ).rejects.toThrow(/cannot keep/)
  expect(await opened.storage.settings.get('d')).toBe(undefined)
})

test('true and false are kept as SQLite has them', async () => {
  const [row] = await db
    .selectFrom('setting')
    .select((eb) => [eb.val(true).as('yes'), eb.val(false).as('no')])
    .limit(1)
    .execute()
  expect(row).toEqual({ yes: 1, no: 0 })
})

test('transactions of several statements are refused', async () => {
  await expect(
    db.transaction().execute((trx) => trx.insertInto('setting').values({ key: 'a', value: '1' }).execute()),
  ).rejects.toThrow(/no transactions/)
  expect(await opened.storage.settings.get('a')).toBe(undefined)
})

test('what comes from outside is a value, whatever it says', async () => {
  const hostile = `x'; drop table setting; --`
  await db.insertInto('setting').values({ key: hostile, value: '1' }).execute()
  expect(await db.selectFrom('setting').select('value').where('key', '=', hostile).execute()).toEqual([{ value: '1' }])
})
