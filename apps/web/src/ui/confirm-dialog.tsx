import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import { Failure } from './failure.tsx'
import classes from './form.module.css'
import { useAttempt } from './use-attempt.ts'

interface ConfirmDialogProps {
  title: string
  /** What will happen, and what will not. */
  text: string
  confirm: string
  /** What else is to be decided. */
  children?: ReactNode
  /** For what cannot be taken back. */
  isGrave?: boolean
  onClose: () => void
  /** Its refusal is shown in the dialog, which stays open. */
  onConfirm: () => Promise<void>
}

/** Asks before something that somebody else would miss. */
export function ConfirmDialog({
  title,
  text,
  confirm,
  children,
  isGrave = false,
  onClose,
  onConfirm,
}: ConfirmDialogProps) {
  const { isBusy, failure, attempt } = useAttempt()
  const run = async () => {
    if (await attempt(onConfirm)) onClose()
  }
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <p className={classes.text}>{text}</p>
      {children}
      {failure !== null && <Failure error={failure} />}
      <div className={classes.actions}>
        <Button color={isGrave ? 'red.9' : undefined} loading={isBusy} onClick={() => void run()}>
          {confirm}
        </Button>
        <Button data-autofocus variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
      </div>
    </Modal>
  )
}
