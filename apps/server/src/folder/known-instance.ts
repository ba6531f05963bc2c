import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { INSTANCE } from './names.ts'

/** What instance.json says; undefined where it is missing, as in folders that were made before there was one. */
export function knownInstance(folder: string): { instance: string; checkpoint: number } | undefined {
  try {
    const { instance, checkpoint } = JSON.parse(readFileSync(join(folder, INSTANCE), 'utf8')) as Record<string, unknown>
    return typeof instance === 'string' && typeof checkpoint === 'number' ? { instance, checkpoint } : undefined
  } catch {
    return undefined // missing, or empty after a power failure: it only says what the database cannot say of itself
  }
}
