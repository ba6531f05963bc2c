import type { SettingStorage } from '../../contract/settings.ts'
import type { Synchronous } from '../../contract/synchronous.ts'
import type { MemoryTables } from '../tables.ts'

export class SettingStore implements Synchronous<SettingStorage> {
  readonly #settings: Map<string, string>

  constructor({ settings }: MemoryTables) {
    this.#settings = settings
  }

  get(key: string): string | undefined {
    return this.#settings.get(key)
  }

  put(key: string, value: string): void {
    this.#settings.set(key, value)
  }
}
