import type { AuditEntry } from '../api.ts'
import { t } from '../i18n/index.ts'
import { shown } from '../shown.ts'

/** One line of the log as a sentence: who did what to whom. The detail is not in it. */
export function actionInWords(entry: AuditEntry): string {
  const { actor, subject } = entry
  return t(`audit.action.${sayable(entry)}`, {
    who: actor ? shown(actor.name) : t('audit.nobody'),
    subject: subject === null ? t('audit.unnamed') : shown(subject),
  })
}

/** Two of the server's actions are two things to say. */
function sayable({ action, subject, chronology }: AuditEntry) {
  if (action === 'instance-changed' && subject !== null) return 'ownership-changed'
  if (action === 'link-made' && chronology === null) return 'invitation-made'
  return action
}
