import { t } from '../i18n/index.ts'
import { closeName } from '../session/close-name.ts'

/** Why the server ended a connection, as a sentence; in the server's words if this page does not know the code. */
export function closeInWords(code: number, reason: string): string {
  const name = closeName(code)
  return name ? t(`closed.${name}`) : t('sentAway.unknown', { reason: reason || String(code) })
}
