import { MAX_TITLE_LENGTH, shownLine } from '@coeval/chronology'
import { Button, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { t } from '../i18n/late.ts'
import classes from '../ui/dialogs.module.css'

/** Characters of a long title in a sentence. */
const MAX_SHOWN = 80

interface TitleDialogProps {
  heading: string
  submit: string
  title?: string
  onClose: () => void
  /** Its refusal is shown under the field. */
  onTitle: (title: string) => Promise<void>
}

/** Asks for a title: of a new chronology, or another one. */
export default function TitleDialog({ heading, submit, title: given = '', onClose, onTitle }: TitleDialogProps) {
  // What the list was told in part is not the title, and must not take its place.
  const isCut = given.length > MAX_TITLE_LENGTH / 2 && given.endsWith('…')
  const initial = isCut ? '' : given
  const [title, setTitle] = useState(initial)
  const [failure, setFailure] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const onSubmit = async (event: FormEvent) => {
    event.preventDefault()
    if (title.trim() === initial) return onClose()
    setBusy(true)
    try {
      await onTitle(title.trim())
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Modal opened onClose={onClose} title={heading} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <form onSubmit={(event) => void onSubmit(event)}>
        <TextInput
          data-autofocus
          label={t('home.createTitle')}
          value={title}
          error={failure}
          description={isCut ? t('home.longTitle', { title: shownLine(given, MAX_SHOWN) }) : undefined}
          maxLength={MAX_TITLE_LENGTH}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" disabled={title.trim() === ''} loading={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
