import { Button, Modal } from '@mantine/core'
import { useReturnFocus } from '../ui/use-return-focus.ts'
import { t } from '../i18n/index.ts'
import classes from './boundary.module.css'
import { FaultDetails } from './fault-details.tsx'

export default function FailedModal({
  error,
  onRetry,
  onClose,
}: {
  error: unknown
  onRetry: () => void
  onClose: () => void
}) {
  useReturnFocus()
  return (
    <Modal opened onClose={onClose} title={t('fault.heading')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <p role="alert">
        {t('fault.dialog')} {t('fault.kept')}
      </p>
      <div className={classes.ways}>
        <Button data-autofocus onClick={onClose}>
          {t('app.close')}
        </Button>
        <Button variant="default" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      </div>
      <FaultDetails error={error} />
    </Modal>
  )
}
