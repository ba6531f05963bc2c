import type { AuditEntry } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { shown } from './shown.ts'

/** One line of the log as a sentence: who did what to whom, and how often if more than once. The detail is not in it. */
export function actionInWords(entry: AuditEntry): string {
  const { actor, subject, count } = entry
  const once = t(`audit.action.${sayable(entry)}`, {
    who: actor ? shown(actor.name) : t('audit.nobody'),
    subject: subject === null ? t('audit.unnamed') : shown(subject),
  })
  return count > 1 ? `${once}, ${timesInWords(count)}` : once
}

/** "12 times". */
function timesInWords(count: number): string {
  return t('audit.times', { count })
}

/** Two of the server's actions are two things to say. */
function sayable({ action, subject, chronology }: AuditEntry) {
  if (action === 'instance-changed' && subject !== null) return 'ownership-changed'
  if (action === 'sign-in-failed' && subject === null) return 'some-sign-in-failed'
  if (action === 'link-made' && chronology === null) return 'invitation-made'
  return action
}
