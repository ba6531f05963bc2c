import { type ChronologyEvent, type Claim, MAX_NOTE_LENGTH } from '@coeval/chronology'
import { formatEdtf, MAX_EDTF_LENGTH, parseEdtf } from '@coeval/chronology/edtf'
import { type KeyboardEvent, useState } from 'react'
import { currentLanguage, t } from '../i18n/late.ts'
import { useEntries, useEntry } from '../session/session-context.tsx'
import { CitationForm } from '../sources/citation-form.tsx'
import { formatPointer } from '../sources/format-source.ts'
import sourceClasses from '../sources/sources.module.css'
import { BoundedInput } from './bounded-input.tsx'
import { isDateField } from './claims.ts'
import { term } from './labels.ts'

/** Facts of an event about which sources may disagree. */
const FIELDS = ['date', 'endDate', 'place', 'title', 'kind', 'mode', 'ordinal', 'participants', 'documents']

interface Props {
  event: ChronologyEvent
  claim?: Claim
  onSave: (fields: Partial<Claim> & Pick<Claim, 'about' | 'value'>) => void
  onCancel: () => void
}

/** One reading of one fact: what it says, who says it, and the dispute that it belongs to. */
export function ClaimForm({ event, claim, onSave, onCancel }: Props) {
  const [about, setAbout] = useState(claim?.about ?? { type: 'event' as const, id: event.id, field: 'date' })
  const [value, setValue] = useState(claim?.value ?? '')
  const [note, setNote] = useState(claim?.note ?? '')
  const [dispute, setDispute] = useState(claim?.dispute ?? '')
  const [pointer, setPointer] = useState<Partial<Pick<Claim, 'sourceId' | 'label' | 'locator'>>>({
    sourceId: claim?.sourceId,
    label: claim?.label,
    locator: claim?.locator,
  })
  const [citing, setCiting] = useState(false)
  const disputes = useEntries('disputes')
  const source = useEntry('sources', pointer.sourceId)
  const trimmed = value.trim()
  const parsed = isDateField(about.field) && trimmed ? parseEdtf(trimmed) : null
  const wrong = parsed?.ok === false ? parsed.problem : null

  const save = () => {
    if (!trimmed || wrong) return
    onSave({ ...pointer, about, value: trimmed, note: note.trim() || undefined, dispute: dispute || undefined })
  }
  const onKeyDown = (event_: KeyboardEvent) => {
    if (event_.nativeEvent.isComposing || citing) return
    if (event_.key === 'Escape') onCancel()
    else if (event_.key === 'Enter' && event_.target instanceof HTMLInputElement) save()
    else return
    event_.preventDefault()
    event_.stopPropagation()
  }
  return (
    // Keys are only watched for Enter and Escape; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={sourceClasses.form} onKeyDown={onKeyDown}>
      <div className={sourceClasses.formRow}>
        <label>
          {t('panel.readingOf')}
          <select
            className={sourceClasses.input}
            value={about.field ?? ''}
            onChange={(change) => setAbout({ ...about, field: change.target.value })}
          >
            {[...new Set([...FIELDS, ...(about.field ? [about.field] : [])])].map((field) => (
              <option key={field} value={field}>
                {term('field', field)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('panel.readingValue')}
          <BoundedInput
            label={t('panel.readingValue')}
            className={sourceClasses.input}
            value={value}
            most={isDateField(about.field) ? MAX_EDTF_LENGTH : MAX_NOTE_LENGTH}
            aria-invalid={wrong !== null || undefined}
            onValue={setValue}
            autoFocus
          />
        </label>
      </div>
      <p className={wrong ? sourceClasses.problem : sourceClasses.reading} aria-live="polite">
        {wrong ?? (parsed?.ok ? formatEdtf(trimmed, currentLanguage()) : '')}
      </p>
      <p className={sourceClasses.chosen}>
        <span>
          {t('panel.source')}: {pointer.sourceId ? formatPointer(source, pointer) : t('panel.bySomebody')}
        </span>
        <button type="button" onClick={() => setCiting(!citing)} aria-expanded={citing}>
          {t(pointer.sourceId ? 'panel.changeSource' : 'panel.chooseSource')}
        </button>
      </p>
      {citing && (
        <CitationForm
          citation={pointer}
          onSave={({ sourceId, label, locator }) => {
            setPointer({ sourceId, label, locator })
            setCiting(false)
          }}
          onCancel={() => setCiting(false)}
        />
      )}
      <label>
        {t('panel.note')}
        <BoundedInput
          label={t('panel.note')}
          className={sourceClasses.input}
          value={note}
          most={MAX_NOTE_LENGTH}
          multiline
          onValue={setNote}
        />
      </label>
      {disputes.size > 0 && (
        <label>
          {t('panel.dispute')}
          <select
            className={sourceClasses.input}
            value={dispute}
            onChange={(change) => setDispute(change.target.value)}
          >
            <option value="">{t('panel.noDispute')}</option>
            {[...disputes.values()].map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      )}
      <div className={sourceClasses.buttons}>
        <button type="button" className={sourceClasses.primary} onClick={save} disabled={!trimmed || wrong !== null}>
          {t('panel.save')}
        </button>
        <button type="button" onClick={onCancel}>
          {t('panel.cancel')}
        </button>
      </div>
    </div>
  )
}
