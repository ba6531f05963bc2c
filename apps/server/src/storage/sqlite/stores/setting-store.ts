/** What the instance keeps of itself. Lives in the storage thread. */
import type { SettingStorage } from '../../contract/settings.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { Statements } from '../statements.ts'

export class SettingStore implements Synchronous<SettingStorage> {
  readonly #sql: Statements

  constructor(sql: Statements) {
    this.#sql = sql
  }

  get(key: string): string | undefined {
    return this.#sql.one<{ value: string }>('select value from setting where key = ?', key)?.value
  }

  put(key: string, value: string): void {
    this.#sql.run(
      'insert into setting (key, value) values (?, ?) on conflict do update set value = excluded.value',
      key,
      value,
    )
  }
}
