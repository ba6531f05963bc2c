import { Button, Modal, Progress } from '@mantine/core'
import { bytesInWords } from '../i18n/bytes.ts'
import { t } from '../i18n/late.ts'
import { Failure } from '../page/failure.tsx'
import classes from '../workspace/dialogs.module.css'
import type { ExportState } from './export-store.ts'

/** An export that takes a while: how far it is, and a way to give it up; or why there is none. */
export function ExportDialog({ state }: { state: NonNullable<ExportState> }) {
  const close = state.phase === 'failed' ? state.close : state.cancel
  return (
    <Modal
      opened
      onClose={close}
      title={t('transfer.export')}
      closeButtonProps={{ 'aria-label': t(state.phase === 'failed' ? 'app.close' : 'transfer.cancel') }}
    >
      {state.phase === 'failed' ? (
        <Failure error={state.error} onRetry={state.again} />
      ) : (
        <>
          <p role="status">
            {state.phase === 'waiting'
              ? t('transfer.making')
              : t('transfer.arriving', { received: bytesInWords(state.received) })}
          </p>
          <Progress
            value={state.total === null ? 100 : Math.min(100, (100 * state.received) / state.total)}
            animated={state.total === null}
            aria-label={t('transfer.progress')}
          />
          <div className={classes.actions}>
            <Button variant="default" data-autofocus onClick={close}>
              {t('transfer.cancel')}
            </Button>
          </div>
        </>
      )}
    </Modal>
  )
}

export default ExportDialog
