import type { KeyInfo } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'

/** Asks before a key ends: programs that have it stop at once. */
export function RevokeKeyDialog({
  revoking,
  onClose,
  onConfirm,
}: {
  revoking: KeyInfo
  onClose: () => void
  onConfirm: () => Promise<void>
}) {
  return (
    <ConfirmDialog
      title={t('keys.revokeTitle', { name: revoking.name })}
      text={t('keys.revokeText')}
      confirm={t('keys.revoke')}
      isGrave
      onClose={onClose}
      onConfirm={onConfirm}
    />
  )
}
