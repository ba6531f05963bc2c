/** An event of the timeline in words: for tooltips, screen readers and messages. */
import { formatBounds, parseEdtf } from '@coeval/chronology/edtf'
import { datesInWords } from '../../words/dates-in-words.ts'
import { currentLanguage, t } from '../../i18n/index.ts'
import { kindInWords } from '../../words/kind-in-words.ts'
import type { TimelineEvent } from '../layout/timeline-model.ts'

export function titleOf({ event }: Pick<TimelineEvent, 'event'>): string {
  return event.title || t('workspace.untitledEvent')
}

/** `asOf`: EDTF of the date up to which the chronology speaks. */
export function spokenEvent(event: TimelineEvent, laneName: string, asOf: string | undefined): string {
  const { kind, layer } = event.event
  const parts = [titleOf(event), datesInWords(event.event, asOf), kindInWords(kind), laneName]
  return [...parts, ...(layer ? [layerInWords(layer)] : [])].join('. ')
}

function layerInWords(layer: string): string {
  return t('list.layer', { name: layer })
}

/** Title, date, what the date allows where it is not exact, and where it belongs. */
export function tooltipLines(event: TimelineEvent, laneName: string, asOf: string | undefined): string[] {
  const { date, endDate, kind, place, layer } = event.event
  const parsed = parseEdtf(date)
  const vague = parsed.ok && parsed.date.precision !== 'day' && parsed.date.form !== 'interval' && !endDate
  const bounds = vague ? formatBounds(date, currentLanguage()) : ''
  const words = datesInWords(event.event, asOf)
  return [
    titleOf(event),
    bounds && bounds !== words ? `${words} (${bounds})` : words,
    [kindInWords(kind), laneName, place?.name, layer && layerInWords(layer)].filter(Boolean).join(' · '),
  ]
}
