/**
 * One event as a page that is edited in place: title, date, commentary with notes, then facts, readings, sources and
 * relations. Everything is written through `chronology/ydoc`, each action as one step of undo.
 */
import type { ChronologyEvent } from '@coeval/chronology'
import { restoreEvent, textOf, trashEvent, updateEntry } from '@coeval/chronology/ydoc'
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react'
import { type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Commentary } from '../../commentary/commentary.tsx'
import { PartBoundary } from '../../boundary/part-boundary.tsx'
import { t } from '../../i18n/late.ts'
import { kindInWords } from '../../words/kind-in-words.ts'
import { useEntry, useWholeEntry, useWritingSession } from '../../session/session-context.tsx'
import { useWorkspace } from '../../view/workspace-context.tsx'
import { Citations } from './citations.tsx'
import { readingsTitleCount } from '../../claims/group-claims.ts'
import { DateField } from '../../fields/date-field.tsx'
import { datesInWords, endsBeforeItBegins } from '../../words/dates-in-words.ts'
import classes from '../event-panel.module.css'
import { Facts } from './facts.tsx'
import { FieldPeople } from '../../presence/field-people.tsx'
import fields from '../../fields/fields.module.css'
import { KindIcon } from '../../fields/kind-icon.tsx'
import { LayerBadge } from '../layer-badge.tsx'
import { Readings } from '../../claims/claims.tsx'
import { Relations } from './relations.tsx'
import { Section } from '../section.tsx'
import { useAsOf } from '../../session/use-as-of.ts'
import { isDraft, undoKey, walkHistory } from '../../session/undo-keys.ts'
import { Gone } from '../gone.tsx'
import { useReadings } from '../../claims/use-claims.ts'
import { useRelated } from '../use-related.ts'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { YTextArea } from '../../fields/y-text-area.tsx'

interface Props {
  eventId: string
  onClose: () => void
}

export function EventPanel({ eventId, onClose }: Props) {
  const { history, people } = useWritingSession()
  const { announce } = useWorkspace()
  // As it is written: the fields below write it.
  const event = useWholeEntry('events', eventId)
  useReturnFocus()

  const onKeyDown = (key: KeyboardEvent<HTMLElement>) => {
    // ProseMirror claims every Escape, also those that mean nothing to it. Its lists stop theirs on the way here.
    const leavesEditor = key.key === 'Escape' && (key.target as HTMLElement).isContentEditable
    if (key.defaultPrevented && !leavesEditor) return
    const direction = undoKey(key)
    if (direction && !isDraft(key.target)) {
      key.preventDefault()
      key.stopPropagation()
      walkHistory(history, direction, announce)
    } else if (key.key === 'Escape' && !key.nativeEvent.isComposing) {
      key.preventDefault()
      key.stopPropagation()
      onClose()
    }
  }
  const onFocus = (focus: FocusEvent<HTMLElement>) => {
    const field = (focus.target as HTMLElement).closest<HTMLElement>('[data-field]')?.dataset.field
    people.setWhere(field ? { eventId, field } : { eventId })
  }
  const onBlur = (blur: FocusEvent<HTMLElement>) => {
    history.endStep()
    if (!blur.currentTarget.contains(blur.relatedTarget)) people.setWhere({ eventId })
  }

  return (
    // Keys are only watched for undo and Escape; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className={classes.panel}
      aria-label={t('panel.label')}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      <header className={classes.bar}>
        {event && (
          <span className={classes.kind}>
            <KindIcon kind={event.kind} /> {kindInWords(event.kind)}
            <LayerBadge layer={event.layer} />
          </span>
        )}
        <button type="button" className={fields.iconButton} aria-label={t('panel.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </button>
      </header>
      <div className={classes.scroll}>
        {/* Within the frame, so that its way out stays. */}
        <PartBoundary part="panel">
          {!event ? <Gone /> : event.deletedAt ? <InTrash event={event} /> : <Page key={event.id} event={event} />}
        </PartBoundary>
      </div>
    </article>
  )
}

export default EventPanel

function Page({ event }: { event: ChronologyEvent }) {
  const session = useWritingSession()
  const { doc, history } = session
  const { announce } = useWorkspace()
  const shownTitle = useEntry('events', event.id)?.title || t('panel.untitled')
  const groups = useReadings(event.id)
  const related = useRelated(event.id)
  const page = useRef<HTMLDivElement>(null)
  const [isNew] = useState(() => event.title === '')
  const trash = () => {
    history.step(() => trashEvent(doc, event.id, new Date()))
    announce(t('panel.trashed', { title: shownTitle }))
  }
  return (
    <div ref={page} className={classes.page}>
      <div data-field="title" className={classes.title}>
        <h2 className="visually-hidden">{shownTitle}</h2>
        <YTextArea
          text={textOf(doc, { collection: 'events', id: event.id }, 'title')}
          label={t('panel.title')}
          placeholder={t('panel.titlePlaceholder')}
          autoFocus={isNew}
          onEnter={() => page.current?.querySelector<HTMLElement>('[data-field="date"] input')?.focus()}
        />
        <span className={classes.titlePeople}>
          <FieldPeople eventId={event.id} field="title" />
        </span>
      </div>
      <PartBoundary part="section">
        <Dates event={event} />
      </PartBoundary>
      <PartBoundary part="section">
        <Commentary eventId={event.id} />
      </PartBoundary>
      <Section name="facts" title={t('panel.facts')} startsOpen>
        <Facts event={event} />
      </Section>
      <Section
        name="readings"
        title={t('panel.readings')}
        count={readingsTitleCount(groups)}
        startsOpen={groups.length > 0}
      >
        <Readings event={event} groups={groups} />
      </Section>
      <Section name="sources" title={t('panel.sources')} count={event.citations.length}>
        <Citations event={event} />
      </Section>
      <Section name="relations" title={t('panel.relations')} count={related.length}>
        <Relations event={event} related={related} />
      </Section>
      <footer className={classes.foot}>
        <button type="button" className={fields.quietButton} onClick={trash}>
          <IconTrash size={15} aria-hidden /> {t('panel.trash')}
        </button>
      </footer>
    </div>
  )
}

/** The date in words as a reader takes it in, its EDTF text beside it in small type, and the end where there is one. */
function Dates({ event }: { event: ChronologyEvent }) {
  const { doc, history } = useWritingSession()
  const asOf = useAsOf()
  const [withEnd, setWithEnd] = useState(false)
  const set = (change: Partial<ChronologyEvent>) => history.step(() => updateEntry(doc, 'events', event.id, change))
  const showsEnd = withEnd || event.endDate !== undefined
  return (
    <div className={classes.dates}>
      <p className={classes.dateWords}>{datesInWords(event, asOf)}</p>
      <div className={classes.dateTexts}>
        <div data-field="date">
          <DateField
            label={t('panel.dateText')}
            value={event.date}
            emptyHint={t('panel.emptyDate')}
            onCommit={(date) => set({ date })}
          />
          <FieldPeople eventId={event.id} field="date" />
        </div>
        {showsEnd ? (
          <div data-field="endDate">
            <span className={classes.endLabel}>{t('panel.endDate')}</span>
            <DateField
              label={t('panel.endText')}
              value={event.endDate ?? ''}
              emptyHint={t('panel.emptyEnd')}
              autoFocus={withEnd}
              onCommit={(endDate) => {
                set({ endDate: endDate || undefined })
                setWithEnd(false)
              }}
            />
            <FieldPeople eventId={event.id} field="endDate" />
          </div>
        ) : (
          <button type="button" className={fields.addLine} onClick={() => setWithEnd(true)}>
            <IconPlus size={13} aria-hidden /> {t('panel.endDate')}
          </button>
        )}
      </div>
      {endsBeforeItBegins(event) && <p className={fields.problem}>{t('panel.endBeforeStart')}</p>}
    </div>
  )
}

function InTrash({ event }: { event: ChronologyEvent }) {
  const { doc, history } = useWritingSession()
  const { announce } = useWorkspace()
  const title = useEntry('events', event.id)?.title || t('panel.untitled')
  const putBack = () => {
    history.step(() => restoreEvent(doc, event.id))
    announce(t('panel.restored', { title }))
  }
  return (
    <div className={classes.page}>
      <h2 className={classes.sentence}>{title}</h2>
      <p>{t('panel.inTrash')}</p>
      <p className="quiet">{t('panel.inTrashHint')}</p>
      <p>
        {/* Here the focus was lost with the page that went. */}
        <button type="button" className={fields.primaryButton} onClick={putBack} autoFocus>
          {t('panel.putBack')}
        </button>
      </p>
      <Commentary eventId={event.id} readOnly />
    </div>
  )
}
