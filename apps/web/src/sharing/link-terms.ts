/** How long a link works, and for how many people: from the fields to the request. Pure. */
import { MAX_LINK_USES } from '@coeval/api/limits'
import type { LinkInfo } from '../api/client.ts'

export const EXPIRIES = ['day', 'week', 'semester', 'never', 'date'] as const
export type Expiry = (typeof EXPIRIES)[number]

export interface LinkTerms {
  role: 'editor' | 'commenter' | 'viewer'
  label: string
  expiry: Expiry
  /** Where the expiry is a date: `YYYY-MM-DD`, of this device's calendar. */
  date: string
  /** As it was typed; empty for no limit. */
  maxUses: string
}

export interface AskedTerms {
  role: LinkTerms['role']
  label: string
  expiresAt: string | null
  maxUses: number | null
}

const DAY_MS = 86_400_000
const SEMESTER_MONTHS = 6

export function newTerms(): LinkTerms {
  return { role: 'viewer', label: '', expiry: 'semester', date: '', maxUses: '' }
}

/** The terms of a link as they are: an expiry that was chosen once is a date by now. */
export function termsOf({ role, label, expiresAt, maxUses }: LinkInfo): LinkTerms {
  return {
    role: role === 'owner' ? 'editor' : role,
    label,
    expiry: expiresAt === null ? 'never' : 'date',
    date: expiresAt === null ? '' : localDay(new Date(expiresAt)),
    maxUses: maxUses === null ? '' : String(maxUses),
  }
}

export type Wrong = 'no date' | 'past date' | 'no number'

/** What to ask of the server, or which field is wrong. */
export function askedOf(terms: LinkTerms, now: Date): AskedTerms | Wrong {
  const maxUses = terms.maxUses.trim() === '' ? null : Number(terms.maxUses)
  if (maxUses !== null && !(Number.isInteger(maxUses) && maxUses >= 1 && maxUses <= MAX_LINK_USES)) return 'no number'
  const expiresAt = expiryOf(terms, now)
  if (expiresAt === undefined) return 'no date'
  if (expiresAt !== null && expiresAt.getTime() <= now.getTime()) return 'past date'
  return { role: terms.role, label: terms.label.trim(), expiresAt: expiresAt?.toISOString() ?? null, maxUses }
}

/** Undefined where a date is wanted and none is given. */
function expiryOf({ expiry, date }: LinkTerms, now: Date): Date | null | undefined {
  switch (expiry) {
    case 'day':
      return new Date(now.getTime() + DAY_MS)
    case 'week':
      return new Date(now.getTime() + 7 * DAY_MS)
    case 'semester': {
      const end = new Date(now)
      end.setMonth(end.getMonth() + SEMESTER_MONTHS)
      return end
    }
    case 'never':
      return null
    case 'date': {
      // To the end of that day, where the person is.
      const end = new Date(`${date}T23:59:59`)
      return Number.isNaN(end.getTime()) ? undefined : end
    }
  }
}

/** `YYYY-MM-DD` in the time zone of this device, as a date field takes it. */
export function localDay(day: Date): string {
  const two = (number: number) => String(number).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}
