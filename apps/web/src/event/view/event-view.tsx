/**
 * One event as a page to be read: the same as `event-panel.tsx` shows, in the same order, without a single input. A chunk
 * of its own, so that one who reads never downloads what one writes with.
 */
import { type ChronologyEvent, MAX_EDTF_LENGTH, shownText } from '@coeval/chronology'
import { IconX } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { PartBoundary } from '../../boundary/part-boundary.tsx'
import { CommentaryReading } from '../../commentary/view/commentary-view.tsx'
import { t } from '../../i18n/late.ts'
import { kindInWords } from '../../words/kind-in-words.ts'
import { useEntry } from '../../session/session-context.tsx'
import { useAsOf } from '../../session/use-as-of.ts'
import { readingsTitleCount } from '../../claims/group-claims.ts'
import { datesInWords, endsBeforeItBegins } from '../../words/dates-in-words.ts'
import panel from '../event-panel.module.css'
import { FieldPeople } from '../../presence/field-people.tsx'
import fields from '../../fields/fields.module.css'
import { Gone } from '../gone.tsx'
import { KindIcon } from '../../fields/kind-icon.tsx'
import { LayerBadge } from '../layer-badge.tsx'
import { Section } from '../section.tsx'
import { useReadings } from '../../claims/use-claims.ts'
import { useRelated } from '../use-related.ts'
import { useReturnFocus } from '../../ui/use-return-focus.ts'
import { CitationsReading } from './citations-view.tsx'
import { FactsReading } from './facts-view.tsx'
import { ReadingsReading } from '../../claims/claims-view.tsx'
import classes from './view.module.css'
import { RelationsReading } from './relations-view.tsx'

interface Props {
  eventId: string
  onClose: () => void
}

export function EventReading({ eventId, onClose }: Props) {
  const event = useEntry('events', eventId)
  useReturnFocus()
  const onKeyDown = (key: KeyboardEvent<HTMLElement>) => {
    if (key.key !== 'Escape' || key.defaultPrevented) return
    key.preventDefault()
    key.stopPropagation()
    onClose()
  }
  return (
    // Keys are only watched for Escape; every control inside is a control of its own.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article className={panel.panel} aria-label={t('panel.label')} onKeyDown={onKeyDown}>
      <header className={panel.bar}>
        {event && (
          <span className={panel.kind}>
            <KindIcon kind={event.kind} /> {kindInWords(event.kind)}
            <LayerBadge layer={event.layer} />
          </span>
        )}
        <button type="button" className={fields.iconButton} aria-label={t('panel.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </button>
      </header>
      {/* What scrolls can be reached by keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className={panel.scroll} tabIndex={0} role="region" aria-label={t('reading.text')}>
        <PartBoundary part="panel">
          {!event || event.deletedAt ? <Gone /> : <Page key={event.id} event={event} />}
        </PartBoundary>
      </div>
    </article>
  )
}

export default EventReading

function Page({ event }: { event: ChronologyEvent }) {
  const groups = useReadings(event.id)
  const related = useRelated(event.id)
  return (
    <div className={panel.page}>
      <h2 className={`${panel.title} ${classes.title}`}>{event.title || t('panel.untitled')}</h2>
      <PartBoundary part="section">
        <Dates event={event} />
      </PartBoundary>
      <PartBoundary part="section">
        <CommentaryReading eventId={event.id} />
      </PartBoundary>
      <Section name="facts" title={t('panel.facts')} startsOpen>
        <FactsReading event={event} />
      </Section>
      {groups.length > 0 && (
        <Section name="readings" title={t('panel.readings')} count={readingsTitleCount(groups)} startsOpen>
          <ReadingsReading event={event} groups={groups} />
        </Section>
      )}
      {event.citations.length > 0 && (
        <Section name="sources" title={t('panel.sources')} count={event.citations.length}>
          <CitationsReading event={event} />
        </Section>
      )}
      {related.length > 0 && (
        <Section name="relations" title={t('panel.relations')} count={related.length}>
          <RelationsReading related={related} />
        </Section>
      )}
    </div>
  )
}

/** The date in words, its EDTF text in small type beside it. */
function Dates({ event }: { event: ChronologyEvent }) {
  const shown = (date = '') => shownText(date, MAX_EDTF_LENGTH)
  const asOf = useAsOf()
  const edtf = [shown(event.date), shown(event.endDate)].filter(Boolean).join(' – ')
  const words = datesInWords(event, asOf)
  return (
    <div className={panel.dates}>
      <p className={panel.dateWords}>
        {words}
        <FieldPeople eventId={event.id} field="date" />
      </p>
      {edtf && edtf !== words && (
        <p className={classes.edtf}>
          <span className="visually-hidden">{t('panel.dateText')}: </span>
          {edtf}
        </p>
      )}
      {endsBeforeItBegins(event) && <p className={fields.problem}>{t('panel.endBeforeStart')}</p>}
    </div>
  )
}
