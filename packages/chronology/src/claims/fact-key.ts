import type { FactRef } from '../types.ts'

/** One text for one fact: the same for all readings of it, and for no other. */
export function factKey({ type, id, field }: FactRef): string {
  return JSON.stringify([type, id ?? '', field ?? ''])
}
