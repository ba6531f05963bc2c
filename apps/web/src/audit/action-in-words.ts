import type { AuditEntry } from '../api.ts'
import { t } from '../i18n/index.ts'

/** One line of the log as a sentence: who did what to whom. The detail is not in it. */
export function actionInWords({ actor, action, subject }: AuditEntry): string {
  return t(`audit.action.${action}`, {
    who: actor ? actor.name : t('audit.nobody'),
    subject: subject ?? t('audit.unnamed'),
  })
}
