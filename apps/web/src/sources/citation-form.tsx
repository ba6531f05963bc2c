import { textLimit } from '@coeval/chronology'
import { updateEntry } from '@coeval/chronology/ydoc'
import { type KeyboardEvent, useState } from 'react'
import { BoundedInput } from '../fields/bounded-input.tsx'
import { t } from '../i18n/late.ts'
import { useEntry, useWholeEntry, useWritingSession } from '../session/session-context.tsx'
import { formatSourceShort } from './format-source.ts'
import { LocatorFields, tidyLocator } from './locator-fields.tsx'
import { SourceForm } from './source-form.tsx'
import { SourcePicker } from './source-picker.tsx'
import { FormButton } from '../ui/form-button.tsx'
import classes from './sources.module.css'

export interface CitationFields {
  sourceId: string
  label?: string
  locator?: string
  prefix?: string
  suffix?: string
  quote?: string
}

interface Props {
  /** Fields to begin with; without a source, one is chosen first. */
  citation?: Partial<CitationFields>
  withQuote?: boolean
  onSave: (fields: CitationFields) => void
  onCancel: () => void
  onRemove?: () => void
  removeLabel?: string
}

/** A source and the place in it. */
export function CitationForm({ citation, withQuote, onSave, onCancel, onRemove, removeLabel }: Props) {
  const [fields, setFields] = useState<Partial<CitationFields>>(citation ?? {})
  const { doc, history } = useWritingSession()
  const [describing, setDescribing] = useState(false)
  const [choosing, setChoosing] = useState(!fields.sourceId)
  const source = useEntry('sources', fields.sourceId)
  const wholeSource = useWholeEntry('sources', fields.sourceId)
  const set = (part: Partial<CitationFields>) => setFields({ ...fields, ...part })
  const input = (name: 'prefix' | 'suffix' | 'quote') => ({
    className: classes.input,
    value: fields[name] ?? '',
    most: textLimit('citation', name),
    onValue: (value: string) => set({ [name]: value }),
  })
  if (choosing) {
    return (
      <SourcePicker
        onPick={(sourceId) => {
          set({ sourceId })
          setChoosing(false)
        }}
        onClose={() => (fields.sourceId ? setChoosing(false) : onCancel())}
      />
    )
  }
  if (describing && wholeSource) {
    return (
      <SourceForm
        source={wholeSource}
        onCancel={() => setDescribing(false)}
        onSave={(changed) => {
          history.step(() => updateEntry(doc, 'sources', wholeSource.id, changed))
          setDescribing(false)
        }}
      />
    )
  }
  const save = () => {
    const { sourceId, label, locator, prefix, suffix, quote } = fields
    if (!sourceId) return
    const trimmed = (text: string | undefined) => text?.trim() || undefined
    onSave({
      sourceId,
      ...tidyLocator({ label, locator }),
      prefix: trimmed(prefix),
      suffix: trimmed(suffix),
      ...(withQuote && { quote: trimmed(quote) }),
    })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onCancel()
    else if (event.key === 'Enter' && event.target instanceof HTMLInputElement) save()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // Keys are only watched for Enter and Escape; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={classes.form} onKeyDown={onKeyDown}>
      <p className={classes.chosen}>
        <strong>{formatSourceShort(source)}</strong>
        <FormButton onClick={() => setChoosing(true)}>{t('panel.changeSource')}</FormButton>
        {source && <FormButton onClick={() => setDescribing(true)}>{t('panel.editSource')}</FormButton>}
      </p>
      <LocatorFields value={fields} onValue={({ label, locator }) => set({ label, locator })} autoFocus />
      <div className={classes.formRow}>
        <label>
          {t('panel.prefix')}
          <BoundedInput label={t('panel.prefix')} {...input('prefix')} placeholder={t('panel.prefixExample')} />
        </label>
        <label>
          {t('panel.suffix')}
          <BoundedInput label={t('panel.suffix')} {...input('suffix')} />
        </label>
      </div>
      {withQuote && (
        <label>
          {t('panel.quote')}
          <BoundedInput label={t('panel.quote')} {...input('quote')} multiline />
        </label>
      )}
      <div className={classes.buttons}>
        <FormButton tone="main" onClick={save}>
          {t('panel.save')}
        </FormButton>
        <FormButton onClick={onCancel}>{t('panel.cancel')}</FormButton>
        {onRemove && (
          <FormButton tone="danger" onClick={onRemove}>
            {removeLabel}
          </FormButton>
        )}
      </div>
    </div>
  )
}
