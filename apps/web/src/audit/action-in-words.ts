import type { AuditEntry } from '../api.ts'
import { t } from '../i18n/index.ts'

/** One line of the log as a sentence: who did what to whom. The detail is not in it. */
export function actionInWords({ actor, action, subject }: AuditEntry): string {
  // One action of the server, two things to say.
  const what = action === 'instance-changed' && subject !== null ? 'ownership-changed' : action
  return t(`audit.action.${what}`, {
    who: actor ? actor.name : t('audit.nobody'),
    subject: subject ?? t('audit.unnamed'),
  })
}
