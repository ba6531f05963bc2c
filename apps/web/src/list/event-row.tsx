import { IconStack2 } from '@tabler/icons-react'
import { type ChronologyEvent, MAX_TERM_LENGTH, shownText } from '@coeval/chronology'
import type { CSSProperties } from 'react'
import { parseEdtf } from '@coeval/chronology/edtf'
import { isMessage, t } from '../i18n/index.ts'
import { kindInWords } from '../words/kind-in-words.ts'
import { fewInWords } from '../words/few-in-words.ts'
import { Avatar } from '../person/avatar.tsx'
import type { Person } from '../session/presence.ts'
import classes from './event-list.module.css'
import type { ListRow } from './list-rows.ts'

export interface RowContext {
  actorName: (id: string) => string
  /** Number of claims that its panel shows. */
  readings: (eventId: string) => number
  visitors: (eventId: string) => readonly Person[]
  datesInWords: (event: ChronologyEvent) => string
}

interface EventRowProps {
  row: Extract<ListRow, { kind: 'event' }>
  index: number
  context: RowContext
  selected: boolean
  tabStop: boolean
  style: CSSProperties
  onOpen: () => void
}

/** One event: what the timeline says by place, shape and colour stands here in words. */
export function EventRow({ row, index, context, selected, tabStop, style, onOpen }: EventRowProps) {
  const { event, track, otherTracks } = row
  const visitors = context.visitors(event.id)
  const readings = context.readings(event.id)
  const who = fewInWords(event.participants, context.actorName)
  const concerns = fewInWords(event.concerns, context.actorName)
  const about = concerns && t('list.about', { names: concerns })
  const dates = context.datesInWords(event)
  return (
    // The keys are handled once, by the table.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-current={selected ? 'true' : undefined}
      data-index={index}
      data-event-id={event.id}
      data-person-colour={visitors[0]?.user.colour}
      data-visited={visitors.length > 0}
      tabIndex={tabStop ? 0 : -1}
      className={classes.eventRow}
      style={style}
      onClick={onOpen}
    >
      <span role="cell" className={`${classes.date} tabular`} data-exactness={exactness(event.date)} title={dates}>
        {dates}
      </span>
      <span role="cell" className={classes.event}>
        <span className={classes.swatch} data-track-colour={track?.colour} aria-hidden />
        <span className={classes.title}>{event.title || t('workspace.untitledEvent')}</span>
        {otherTracks.length > 0 && (
          <span className={classes.also}>
            {t('list.also', { tracks: fewInWords(otherTracks, (other) => other.name) })}
          </span>
        )}
        {event.layer && (
          <span className={classes.layer} title={t('list.layer', { name: event.layer })}>
            <span className="visually-hidden">{t('list.layer', { name: '' })}</span>
            <IconStack2 size={12} stroke={1.7} aria-hidden />
            <span className={classes.layerName}>{event.layer}</span>
          </span>
        )}
        {event.certainty && event.certainty !== 'stated' && (
          <span className={classes.certainty}>{certaintyInWords(event.certainty)}</span>
        )}
        {visitors.map((person) => (
          <span key={person.clientId} title={person.user.name}>
            <Avatar user={person.user} size="sm" />
            <span className="visually-hidden">{t('list.visitor', { name: person.user.name })}</span>
          </span>
        ))}
      </span>
      <span role="cell" className={classes.kind}>
        {kindInWords(event.kind)}
      </span>
      <span role="cell" className={classes.place}>
        {event.place?.name ?? ''}
      </span>
      <span role="cell" className={classes.participants} title={[who, about].filter(Boolean).join(' · ')}>
        {who}
        {who && about && ' · '}
        {about && <span className={classes.concerns}>{about}</span>}
      </span>
      <span role="cell" className={`${classes.sources} tabular`}>
        {t('list.sourceCount', { count: event.citations.length })}
        {readings > 0 && <span className={classes.claims}> {t('list.claims', { count: readings })}</span>}
      </span>
    </div>
  )
}

function certaintyInWords(certainty: string): string {
  const key = `list.certainty.${certainty}`
  return isMessage(key) ? t(key) : shownText(certainty, MAX_TERM_LENGTH)
}

/** Exact, uncertain or none: the words say it too, the line under the date only repeats it. */
function exactness(date: string): string {
  const parsed = parseEdtf(date)
  if (!parsed.ok) return 'none'
  return parsed.date.uncertain || parsed.date.approximate || parsed.date.unspecified ? 'vague' : 'exact'
}
