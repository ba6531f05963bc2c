/** What stands before the events: title, subtitle, the date up to which the chronology speaks, and the introduction. */
import { formatEdtf, isEdtf } from '@coeval/chronology/edtf'
import { textOf, updateMeta } from '@coeval/chronology/ydoc'
import type { KeyboardEvent } from 'react'
import { DateField } from '../fields/date-field.tsx'
import { FieldPeople } from '../presence/field-people.tsx'
import { isDraft, undoKey, walkHistory } from '../session/undo-keys.ts'
import { YTextArea } from '../fields/y-text-area.tsx'
import { currentLanguage, t } from '../i18n/late.ts'
import { useMeta, useWritingSession } from '../session/session-context.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'
import { Commentary } from './commentary.tsx'
import classes from './view/introduction.module.css'

export default function Introduction() {
  const { doc, history, people } = useWritingSession()
  const { announce } = useWorkspace()
  const meta = useMeta()
  const onKeyDown = (key: KeyboardEvent) => {
    const direction = key.defaultPrevented ? null : undoKey(key)
    if (!direction || isDraft(key.target)) return
    key.preventDefault()
    key.stopPropagation()
    walkHistory(history, direction, announce)
  }
  const asOf = meta.asOf ?? ''
  return (
    // Keys are only watched for undo; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className={classes.introduction}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const field = (event.target as HTMLElement).closest<HTMLElement>('[data-field]')?.dataset.field
        people.setWhere({ field })
      }}
      onBlur={(event) => {
        history.endStep()
        if (!event.currentTarget.contains(event.relatedTarget)) people.setWhere({})
      }}
    >
      <div data-field="title" className={classes.title}>
        <h2 className="visually-hidden">{meta.title}</h2>
        <YTextArea text={textOf(doc, 'meta', 'title')} label={t('fields.title.label')} />
        <FieldPeople eventId={undefined} field="title" />
      </div>
      <div data-field="subtitle" className={classes.subtitle}>
        <YTextArea
          text={textOf(doc, 'meta', 'subtitle')}
          label={t('commentary.subtitle')}
          placeholder={t('commentary.subtitle')}
        />
        <FieldPeople eventId={undefined} field="subtitle" />
      </div>
      <div data-field="asOf" className={classes.asOf}>
        <span>
          {isEdtf(asOf)
            ? t('commentary.asOfWords', { date: formatEdtf(asOf, currentLanguage()) })
            : t('commentary.asOf')}
        </span>
        <DateField
          label={t('commentary.asOf')}
          value={asOf}
          onCommit={(date) => history.step(() => updateMeta(doc, { asOf: date || undefined }))}
        />
        <FieldPeople eventId={undefined} field="asOf" />
      </div>
      <Commentary />
    </article>
  )
}
