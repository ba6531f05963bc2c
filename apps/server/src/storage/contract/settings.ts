/** What the instance keeps of itself, by name. */
export interface SettingStorage {
  get(key: string): Promise<string | undefined>
  put(key: string, value: string): Promise<void>
}
