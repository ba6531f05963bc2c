import { hidesControls, MAX_NOTE_LENGTH, shownText } from '@coeval/chronology'
import { t } from '../i18n/late.ts'
import { Note } from '../ui/note.tsx'
import { TextButton } from '../ui/text-button.tsx'
import classes from './long-text.module.css'

/** Above this, a text is not edited letter by letter: its beginning is shown, and another can take its place. */
export const MAX_EDITABLE = MAX_NOTE_LENGTH

interface LongTextProps {
  label: string
  value: string
  /** Characters of it that are shown. */
  most: number
  onReplace: () => void
}

/** A text that is too long for a field: a field could write the shortened text back. */
export function LongText({ label, value, most, onReplace }: LongTextProps) {
  return (
    <div role="group" aria-label={label} className={classes.long}>
      <p>{shownText(value, most)}</p>
      <Note>{t('panel.longText', { count: value.length, most })}</Note>
      <TextButton className={classes.replace} onClick={onReplace}>
        {t('panel.replaceText')}
      </TextButton>
    </div>
  )
}

/** What is to be said below a field about its text: how much of it lists show, and what in it cannot be seen. */
export function TextNote({ value, most }: { value: string; most: number }) {
  const isFull = value.length >= most
  const hides = hidesControls(value)
  if (!isFull && !hides) return null
  return (
    <p className={classes.textNote} role="status">
      {isFull && t('panel.textFull', { most })}
      {isFull && hides && ' '}
      {hides && t('panel.hiddenControls', { text: shownText(value, most) })}
    </p>
  )
}
