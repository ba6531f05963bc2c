import {
  type Json,
  MAX_ADDRESS_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_TERM_LENGTH,
  MAX_TITLE_LENGTH,
  type Source,
} from '@coeval/chronology'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { BoundedInput } from '../fields/bounded-input.tsx'
import { term } from '../words/labels.ts'
import { t } from '../i18n/late.ts'
import { namesToText, parseNames, sourceYear } from './format-source.ts'
import { FormButton } from '../ui/form-button.tsx'
import classes from './sources.module.css'

/** CSL types offered for a new source; an import may bring any other. */
const TYPES = [
  'article-journal',
  'book',
  'chapter',
  'report',
  'webpage',
  'article-newspaper',
  'speech',
  'thesis',
  'paper-conference',
  'treaty',
  'document',
]

/** Characters that can be typed. */
const MOST = {
  title: MAX_TITLE_LENGTH,
  authors: MAX_NOTE_LENGTH,
  year: MAX_TERM_LENGTH,
  container: MAX_TITLE_LENGTH,
  url: MAX_ADDRESS_LENGTH,
}

interface Props {
  /** The title that was typed before. */
  title?: string
  /** A source to change; without one, a new one is made. */
  source?: Source
  onSave: (fields: Omit<Source, 'id'>) => void
  onCancel: () => void
}

/** The few fields that most sources need; what else a CSL item holds is kept as it is. */
export function SourceForm({ title = '', source, onSave, onCancel }: Props) {
  const [fields, setFields] = useState({
    type: source?.type ?? 'article-journal',
    title: source?.title ?? title,
    authors: source ? namesToText(source) : '',
    year: source ? sourceYear(source) : '',
    container: typeof source?.['container-title'] === 'string' ? source['container-title'] : '',
    url: typeof source?.URL === 'string' ? source.URL : '',
  })
  const [problem, setProblem] = useState<string | null>(null)
  const put = (name: keyof typeof fields, value: string) => setFields({ ...fields, [name]: value })
  const field = (name: keyof typeof MOST) => ({
    className: classes.input,
    value: fields[name],
    most: MOST[name],
    onValue: (value: string) => put(name, value),
  })
  const save = (event?: FormEvent) => {
    event?.preventDefault()
    event?.stopPropagation()
    const url = fields.url.trim()
    if (!fields.title.trim()) return setProblem(t('panel.titleMissing'))
    if (url && !/^https?:\/\/\S+$/i.test(url)) return setProblem(t('panel.urlWrong'))
    onSave(cslItem(source, { ...fields, url }))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return
    event.preventDefault()
    event.stopPropagation()
    onCancel()
  }
  return (
    // Keys are only watched for Escape; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      className={classes.form}
      onSubmit={save}
      onKeyDown={onKeyDown}
      aria-label={t(source ? 'panel.editSource' : 'panel.newSource')}
    >
      <label>
        {t('panel.sourceTitle')}
        <BoundedInput label={t('panel.sourceTitle')} {...field('title')} autoFocus />
      </label>
      <label>
        {t('panel.authors')}
        <BoundedInput label={t('panel.authors')} {...field('authors')} placeholder={t('panel.authorsHint')} />
      </label>
      <div className={classes.formRow}>
        <label>
          {t('panel.year')}
          <BoundedInput label={t('panel.year')} inputMode="numeric" {...field('year')} />
        </label>
        <label>
          {t('panel.sourceType')}
          <select
            className={classes.input}
            value={fields.type}
            data-draft=""
            onChange={(event) => put('type', event.target.value)}
          >
            {[...new Set([...TYPES, fields.type])].map((type) => (
              <option key={type} value={type}>
                {term('cslType', type)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <label>
        {t('panel.container')}
        <BoundedInput label={t('panel.container')} {...field('container')} />
      </label>
      <label>
        {t('panel.url')}
        <BoundedInput label={t('panel.url')} type="url" inputMode="url" {...field('url')} />
      </label>
      {source && <p className={classes.everywhere}>{t('panel.editSourceHint')}</p>}
      {problem && (
        <p role="alert" className={classes.problem}>
          {problem}
        </p>
      )}
      <div className={classes.buttons}>
        <FormButton type="submit" tone="main">
          {t(source ? 'panel.save' : 'panel.addThisSource')}
        </FormButton>
        <FormButton onClick={onCancel}>{t('panel.cancel')}</FormButton>
      </div>
    </form>
  )
}

interface Fields {
  type: string
  title: string
  authors: string
  year: string
  container: string
  url: string
}

/** The form's fields as a CSL item; those that did not change stay as precise as they were. */
function cslItem(source: Source | undefined, fields: Fields): Omit<Source, 'id'> {
  const { type, title, authors, year, container, url } = fields
  const item: Record<string, Json | undefined> = { type, title: title.trim() }
  if (!source || authors !== namesToText(source)) item.author = parseNames(authors) as unknown as Json
  if (!source || year !== sourceYear(source)) item.issued = issued(year.trim())
  item['container-title'] = container.trim() || undefined
  item.URL = url || undefined
  return item as Omit<Source, 'id'>
}

function issued(year: string): Json | undefined {
  if (!year) return undefined
  return /^-?\d{1,4}$/.test(year) ? { 'date-parts': [[Number(year)]] } : { literal: year }
}
