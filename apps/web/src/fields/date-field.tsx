import { shownText } from '@coeval/chronology'
import { formatBounds, MAX_EDTF_LENGTH, parseEdtf } from '@coeval/chronology/edtf'
import { IconHelpCircle } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { currentLanguage, t } from '../i18n/late.ts'
import { useAsOf } from '../session/use-as-of.ts'
import { WRITTEN_WHEN_LEFT } from '../session/unsent-drafts.ts'
import { dateInWords } from '../words/dates-in-words.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './date-field.module.css'
import { DateHelp } from './date-help.tsx'
import field from './field.module.css'
import { LongText, MAX_EDITABLE } from './long-text.tsx'

interface Props {
  label: string
  value: string
  onCommit: (edtf: string) => void
  /** What an empty field means, in a sentence. */
  emptyHint?: string
  autoFocus?: boolean
}

/** In characters; the field scrolls beyond. */
const WIDEST = 60

/**
 * The EDTF text of a date, with a plain-language rendering that follows the typing. Nothing is written until it is a
 * date: Enter or leaving writes it as one step, Escape takes it back.
 */
export function DateField({ label, value, onCommit, emptyHint, autoFocus }: Props) {
  const id = useId()
  const asOf = useAsOf()
  const input = useRef<HTMLInputElement>(null)
  const [draft, setDraft] = useState<{ text: string; before: string } | null>(null)
  const [helpOpen, setHelpOpen] = useState(false)
  const text = draft?.text ?? value
  const trimmed = text.trim()
  const parsed = trimmed === '' ? null : parseEdtf(trimmed)
  const wrong = parsed?.ok === false ? parsed.problem : null
  const dirty = draft !== null && trimmed !== value

  const edit = (next: string) => setDraft((old) => ({ text: next, before: old?.before ?? value }))
  const commit = () => {
    if (wrong) return
    // Of a long text nothing was in the field: to leave it empty is to leave the text as it is.
    if (dirty && !(trimmed === '' && value.length > MAX_EDITABLE)) onCommit(trimmed)
    setDraft(null)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter') {
      event.preventDefault()
      commit()
    } else if (event.key === 'Escape' && (dirty || helpOpen)) {
      event.preventDefault()
      event.stopPropagation()
      setDraft(null)
      setHelpOpen(false)
    }
  }
  const isLong = value.length > MAX_EDITABLE
  if (isLong && draft === null) {
    const replace = () => setDraft({ text: '', before: value })
    return <LongText label={label} value={value} most={MAX_EDTF_LENGTH} onReplace={replace} />
  }
  const changedMeanwhile = dirty && draft.before !== value && value !== trimmed

  return (
    <div
      className={classes.dateField}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        setHelpOpen(false)
        commit()
      }}
    >
      <span className={classes.dateInput}>
        <input
          ref={input}
          id={id}
          className={`${field.field} ${classes.edtf}`}
          type="text"
          aria-label={label}
          aria-invalid={wrong !== null || undefined}
          aria-describedby={`${id}-in-words`}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          placeholder={t('panel.datePlaceholder')}
          size={text ? Math.min(Math.max(10, text.length + 1), WIDEST) : 16}
          maxLength={MAX_EDTF_LENGTH}
          value={text}
          data-draft={dirty ? WRITTEN_WHEN_LEFT : undefined}
          autoFocus={autoFocus || isLong}
          onFocus={() => setDraft((old) => old ?? { text: value, before: value })}
          onChange={(event) => edit(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          label={t('panel.dateHelp')}
          aria-expanded={helpOpen}
          aria-controls={`${id}-help`}
          onClick={() => setHelpOpen(!helpOpen)}
          onKeyDown={onKeyDown}
        >
          <IconHelpCircle size={16} aria-hidden />
        </IconButton>
      </span>
      <span id={`${id}-in-words`} className={classes.inWords} aria-live="polite">
        {draft !== null && wrong && <span className={classes.problem}>{wrong}</span>}
        {draft !== null && parsed?.ok && (
          <>
            <strong>{dateInWords(trimmed, asOf)}</strong>{' '}
            <span>{t('panel.bounds', { bounds: formatBounds(trimmed, currentLanguage()) })}</span>
          </>
        )}
        {draft !== null && trimmed === '' && emptyHint}
        {draft === null && wrong && <span className={classes.problem}>{wrong}</span>}
        {changedMeanwhile && (
          <span className={classes.problem}>
            {' '}
            {t('panel.dateChanged', { date: shownText(value, MAX_EDTF_LENGTH) || t('panel.noDate') })}
          </span>
        )}
      </span>
      {helpOpen && (
        <DateHelp
          id={`${id}-help`}
          onPick={(example) => {
            edit(example)
            input.current?.focus()
          }}
          onKeyDown={onKeyDown}
        />
      )}
    </div>
  )
}
