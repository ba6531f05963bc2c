import type { ChronologyEvent } from '@coeval/chronology'
import type { ComponentType, ReactNode } from 'react'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import { type ReadingGroup, readingsTitleCount } from '../claims/group-claims.ts'
import { useReadings } from '../claims/use-claims.ts'
import type { DrawnField } from '../fields/event-fields.ts'
import type { FieldProps } from '../fields/field-row.tsx'
import { t } from '../i18n/late.ts'
import classes from './event-page.module.css'
import { Section } from './section.tsx'
import { type Related, useRelated } from './use-related.ts'

/** What draws each part of an event's page: one set for writers, one for readers. */
export interface EventParts {
  fields: Readonly<Record<DrawnField, ComponentType<FieldProps>>>
  Facts: ComponentType<{ event: ChronologyEvent }>
  Readings: ComponentType<{ event: ChronologyEvent; groups: readonly ReadingGroup[] }>
  Relations: ComponentType<{ event: ChronologyEvent; related: readonly Related[] }>
  /** Sections that are still empty, for people who can fill them. */
  hasEmptySections: boolean
}

interface EventPageProps {
  event: ChronologyEvent
  parts: EventParts
  foot?: ReactNode
}

/** One event from its title to its relations, in the order in which everybody has it. */
export function EventPage({ event, parts, foot }: EventPageProps) {
  const { title: Title, date: Dates, commentary: Commentary, citations: Citations } = parts.fields
  const groups = useReadings(event.id)
  const related = useRelated(event.id)
  const shows = (count: number) => parts.hasEmptySections || count > 0
  return (
    <div className={classes.page}>
      <Title event={event} />
      <PartBoundary part="section">
        <Dates event={event} />
      </PartBoundary>
      <PartBoundary part="section">
        <Commentary event={event} />
      </PartBoundary>
      <Section name="facts" title={t('panel.facts')} startsOpen>
        <parts.Facts event={event} />
      </Section>
      {shows(groups.length) && (
        <Section
          name="readings"
          title={t('panel.readings')}
          count={readingsTitleCount(groups)}
          startsOpen={groups.length > 0}
        >
          <parts.Readings event={event} groups={groups} />
        </Section>
      )}
      {shows(event.citations.length) && (
        <Section name="sources" title={t('fields.citations.label')} count={event.citations.length}>
          <Citations event={event} />
        </Section>
      )}
      {shows(related.length) && (
        <Section name="relations" title={t('panel.relations')} count={related.length}>
          <parts.Relations event={event} related={related} />
        </Section>
      )}
      {foot && <footer className={classes.foot}>{foot}</footer>}
    </div>
  )
}
