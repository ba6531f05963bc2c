/** The name and colour under which I appear, kept on this device. Accounts will take this over. */
import { t } from '../i18n/index.ts'
import { PEOPLE_COLOURS, type User } from './people.ts'

const KEY = 'coeval-me'

export function loadMe(): User {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as User | null
    if (typeof kept?.name === 'string' && Number.isInteger(kept.colour)) return kept
  } catch {
    // Storage is blocked or holds something else: begin as a new guest.
  }
  const colour = Math.floor(Math.random() * PEOPLE_COLOURS)
  const me = { name: t('people.guest', { number: 100 + Math.floor(Math.random() * 900) }), colour }
  saveMe(me)
  return me
}

export function saveMe(me: User): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(me))
  } catch {
    // Storage is blocked: the name lives as long as the page.
  }
}
