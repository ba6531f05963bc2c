import { api } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ConfirmDialog } from './confirm-dialog.tsx'

interface LeaveDialogProps {
  id: string
  title: string
  onClose: () => void
  onLeft: () => void
}

/** Asks before somebody gives up what was shared with them. */
export default function LeaveDialog({ id, title, onClose, onLeft }: LeaveDialogProps) {
  return (
    <ConfirmDialog
      title={t('leave.title', { title })}
      text={t('leave.text')}
      confirm={t('leave.confirm')}
      isGrave
      onClose={onClose}
      onConfirm={async () => {
        await api.leave(id)
        onLeft()
      }}
    />
  )
}
