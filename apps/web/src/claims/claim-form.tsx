import { type ChronologyEvent, type Claim, MAX_NOTE_LENGTH } from '@coeval/chronology'
import { fitsField } from '@coeval/chronology/claims'
import { MAX_EDTF_LENGTH, parseEdtf } from '@coeval/chronology/edtf'
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react'
import { t } from '../i18n/late.ts'
import { disputeType } from './dispute-type.ts'
import { useEntries, useWritingSession } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { FormButton } from '../ui/form-button.tsx'
import sourceClasses from '../sources/sources.module.css'
import { BoundedInput } from '../fields/bounded-input.tsx'
import {
  type BegunDraft,
  changesToSave,
  type ClaimDraft,
  claimFields,
  draftKey,
  draftOf,
  dropDraft,
  followReading,
  keepDraft,
  keptDraft,
} from './claim-drafts.ts'
import { ClaimSource } from './claim-source.tsx'
import { FACT_FIELDS, isDateField } from './group-claims.ts'
import { dateInWords } from '../words/dates-in-words.ts'
import { fieldInWords } from '../words/labels.ts'
import { usePresentValue } from './present-value.ts'

interface Props {
  event: ChronologyEvent
  claim?: Claim
  /** All fields of a new claim; of one that is there those that were changed. */
  onSave: (fields: Partial<Claim>) => void
  onClose: () => void
}

/**
 * One claim of one fact: what it says, who says it and where, and the dispute that it belongs to. One form with one Save:
 * Enter saves, Cancel gives up, and Escape, or going elsewhere, leaves what was typed for later.
 */
export function ClaimForm({ event, claim, onSave, onClose }: Props) {
  const { form, change, isContinued, keep, forget, startAgain } = useDraft(event.id, claim)
  const { draft } = form
  const asOf = useAsOf()
  const [choosing, setChoosing] = useState(false)
  const disputes = useEntries('disputes')
  const { about, value, note, dispute } = draft
  const present = usePresentValue(event, about)
  const trimmed = value.trim()
  const parsed = isDateField(about.field) && trimmed ? parseEdtf(trimmed) : null
  const wrong = parsed?.ok === false ? parsed.problem : null
  const unfit = !wrong && trimmed !== '' && !fitsField(about, trimmed)

  const save = () => {
    if (!trimmed || wrong) return
    forget()
    onSave(claim ? changesToSave(form) : claimFields(draft))
  }
  const cancel = () => {
    forget()
    onClose()
  }
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.nativeEvent.isComposing || choosing) return
    if (key.key === 'Escape') {
      keep()
      onClose()
    } else if (key.key === 'Enter' && key.target instanceof HTMLInputElement) save()
    else return
    key.preventDefault()
    key.stopPropagation()
  }
  return (
    // Keys are only watched for Enter and Escape; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={sourceClasses.form} onKeyDown={onKeyDown}>
      {claim && isContinued && (
        <p className={sourceClasses.chosen}>
          <span>{t('panel.begunReading')}</span>
          <FormButton onClick={startAgain}>{t('panel.dropChanges')}</FormButton>
        </p>
      )}
      <div className={sourceClasses.formRow}>
        <label>
          {t('panel.readingOf')}
          <select
            className={sourceClasses.input}
            value={about.field ?? ''}
            onChange={(select) => change({ about: { ...about, field: select.target.value } })}
          >
            {[...new Set([...FACT_FIELDS, ...(about.field ? [about.field] : [])])].map((field) => (
              <option key={field} value={field}>
                {fieldInWords(field)}
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
            onValue={(text) => change({ value: text })}
            autoFocus
          />
        </label>
      </div>
      <p className={wrong ? sourceClasses.problem : sourceClasses.note} aria-live="polite">
        {wrong ?? (parsed?.ok ? dateInWords(trimmed, asOf) : unfit ? t('panel.unfit') : '')}
      </p>
      {present && <p className={sourceClasses.note}>{t('panel.presentValue', { value: present })}</p>}
      <ClaimSource draft={draft} onChange={change} choosing={choosing} onChoosing={setChoosing} />
      <label>
        {t('panel.note')}
        <BoundedInput
          label={t('panel.note')}
          className={sourceClasses.input}
          value={note}
          most={MAX_NOTE_LENGTH}
          multiline
          onValue={(text) => change({ note: text })}
        />
      </label>
      {disputes.size > 0 && (
        <label>
          {t('panel.dispute')}
          <select
            className={sourceClasses.input}
            value={dispute}
            onChange={(select) => change({ dispute: select.target.value })}
          >
            <option value="">{t('panel.noDispute')}</option>
            {[...disputes.values()].map((each) => (
              <option key={each.id} value={each.id}>
                {t('panel.disputeOption', { type: t(`panel.disputeType.${disputeType(each)}`), title: each.title })}
              </option>
            ))}
          </select>
        </label>
      )}
      {!choosing && (
        <div className={sourceClasses.buttons}>
          <FormButton tone="main" onClick={save} disabled={!trimmed || wrong !== null}>
            {t('panel.save')}
          </FormButton>
          <FormButton onClick={cancel}>{t('panel.cancel')}</FormButton>
        </div>
      )}
    </div>
  )
}

/**
 * The draft, as it was left, with what others have written since into the fields that it leaves alone. Once the form is
 * gone, what was changed and not saved is kept, unless it was forgotten.
 */
function useDraft(eventId: string, claim: Claim | undefined) {
  const { doc } = useWritingSession()
  const key = draftKey(eventId, claim?.id)
  const current = draftOf(claim, eventId)
  const [kept, setKept] = useState(() => keptDraft(doc, key))
  const [own, setOwn] = useState<BegunDraft>(kept ?? { begun: current, draft: current })
  const form = followReading(own, current)
  const latest = useRef<BegunDraft | null>(own)
  const set = (next: BegunDraft) => {
    latest.current = next
    setOwn(next)
  }
  const change = (part: Partial<ClaimDraft>) => set({ ...form, draft: { ...form.draft, ...part } })
  const forget = () => {
    latest.current = null
    dropDraft(doc, key)
  }
  const startAgain = () => {
    dropDraft(doc, key)
    setKept(undefined)
    set({ begun: current, draft: current })
  }
  const keep = useCallback(() => {
    if (latest.current) keepDraft(doc, key, latest.current)
  }, [doc, key])
  useEffect(() => keep, [keep])
  return { form, change, isContinued: kept !== undefined, keep, forget, startAgain }
}
