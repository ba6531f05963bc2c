import { MAX_TITLE_LENGTH } from '@coeval/chronology'
import { type KeyboardEvent, useState } from 'react'
import { WRITTEN_WHEN_LEFT } from '../session/unsent-drafts.ts'
import classes from './field.module.css'
import { LongText, MAX_EDITABLE, TextNote } from './long-text.tsx'

interface Props {
  label: string
  value: string
  /** Called once when the field is left or Enter pressed, and only when something changed. */
  onCommit: (value: string) => void
  placeholder?: string
  multiline?: boolean
  inputMode?: 'numeric' | 'text' | 'url'
  /** Characters that can be typed. */
  most?: number
}

/** A field that looks like text until it has the focus. Enter or leaving writes it as one step; Escape takes it back. */
export function PlainField({
  label,
  value,
  onCommit,
  placeholder,
  multiline,
  inputMode,
  most = MAX_TITLE_LENGTH,
}: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const isLong = value.length > MAX_EDITABLE
  if (isLong && draft === null) {
    return <LongText label={label} value={value} most={most} onReplace={() => setDraft('')} />
  }
  const commit = () => {
    // Of a long text nothing was in the field: to leave it empty is to leave the text as it is.
    const isChanged = draft !== null && draft.trim() !== value && !(isLong && draft.trim() === '')
    if (isChanged) onCommit(draft.trim())
    setDraft(null)
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !(multiline && event.shiftKey)) {
      event.preventDefault()
      commit()
    } else if (event.key === 'Escape' && draft !== null && draft !== value) {
      event.stopPropagation()
      event.preventDefault()
      setDraft(null)
    }
  }
  const shown = draft ?? value
  const common = {
    className: multiline ? undefined : `${classes.field} ${classes.plain}`,
    'aria-label': label,
    placeholder,
    inputMode,
    maxLength: most,
    // Somebody who asked to replace a long text wants to be in the field.
    autoFocus: isLong,
    value: shown,
    'data-draft': draft !== null && draft !== value ? WRITTEN_WHEN_LEFT : undefined,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setDraft(event.target.value),
    onBlur: commit,
    onKeyDown,
  }
  return (
    <>
      {multiline ? (
        <div className={classes.growing} data-value={shown}>
          <textarea rows={1} {...common} />
        </div>
      ) : (
        <input type="text" {...common} />
      )}
      <TextNote value={shown} most={most} />
    </>
  )
}
