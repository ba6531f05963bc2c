import { type KeyboardEvent, useState } from 'react'
import { WRITTEN_WHEN_LEFT } from '../session/what-was-typed.ts'
import classes from './fields.module.css'

interface Props {
  label: string
  value: string
  /** Called once when the field is left or Enter pressed, and only when something changed. */
  onCommit: (value: string) => void
  placeholder?: string
  multiline?: boolean
  inputMode?: 'numeric' | 'text' | 'url'
}

/** A field that looks like text until one is in it. Enter or leaving writes it as one step; Escape takes it back. */
export function PlainField({ label, value, onCommit, placeholder, multiline, inputMode }: Props) {
  const [draft, setDraft] = useState<string | null>(null)
  const commit = () => {
    if (draft !== null && draft.trim() !== value) onCommit(draft.trim())
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
    className: classes.plain,
    'aria-label': label,
    placeholder,
    inputMode,
    value: shown,
    'data-draft': draft !== null && draft !== value ? WRITTEN_WHEN_LEFT : undefined,
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => setDraft(event.target.value),
    onBlur: commit,
    onKeyDown,
  }
  if (!multiline) return <input type="text" {...common} />
  return (
    <div className={classes.growing} data-value={shown}>
      <textarea rows={1} {...common} />
    </div>
  )
}
