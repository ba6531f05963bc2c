import { Button, Modal, Progress } from '@mantine/core'
import { bytesInWords } from '../i18n/bytes.ts'
import { t } from '../i18n/late.ts'
import { Failure } from '../ui/failure.tsx'
import classes from '../ui/dialogs.module.css'
import type { ExportState } from './export-store.ts'

/** The most that the server lists of one kind. */
const MAX_COUNTED = 200

/** An export that takes a while: how far it is, and a way to give it up; or why there is none; or what is in the file. */
export default function ExportDialog({ state }: { state: NonNullable<ExportState> }) {
  const hasEnded = state.phase === 'failed' || state.phase === 'done'
  const close = hasEnded ? state.close : state.cancel
  return (
    <Modal
      opened
      onClose={close}
      title={t('transfer.export')}
      closeButtonProps={{ 'aria-label': t(hasEnded ? 'app.close' : 'transfer.cancel') }}
    >
      {state.phase === 'failed' ? (
        <Failure error={state.error} onRetry={state.again} />
      ) : state.phase === 'done' ? (
        <>
          <div role="status">
            {state.longTexts > 0 && (
              <p>
                {state.longTexts > MAX_COUNTED
                  ? t('transfer.manyLongTexts', { count: MAX_COUNTED })
                  : t('transfer.longTexts', { count: state.longTexts })}
              </p>
            )}
            {state.changedIds > 0 && <p>{t('transfer.changedIds', { count: state.changedIds })}</p>}
          </div>
          <div className={classes.actions}>
            <Button variant="default" data-autofocus onClick={close}>
              {t('app.close')}
            </Button>
          </div>
        </>
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
