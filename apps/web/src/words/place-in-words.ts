import type { Place } from '@coeval/chronology'

/** "Akasaka Palace, Tokyo, Japan", without saying again what the name says already. */
export function placeInWords({ name, city, country }: Place): string {
  const more = [city, country].filter((part) => part && !name.includes(part))
  return [name, ...more].filter(Boolean).join(', ')
}
