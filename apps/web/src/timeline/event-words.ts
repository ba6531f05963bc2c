/** An event of the timeline in words: for tooltips, screen readers and messages. */
import { formatBounds, formatEdtf, parseEdtf } from '@coeval/chronology/edtf'
import { currentLanguage, t } from '../i18n/index.ts'
import { kindInWords } from '../kinds/kind-in-words.ts'
import type { Dates } from './timeline-edits.ts'
import type { TimelineEvent } from './timeline-items.ts'

export function titleOf({ event }: Pick<TimelineEvent, 'event'>): string {
  return event.title || t('workspace.untitledEvent')
}

export function datesInWords({ date, endDate }: Dates): string {
  const words = (text: string) => formatEdtf(text, currentLanguage())
  if (!endDate) return date ? words(date) : t('list.undated')
  return t('timeline.range', { start: date ? words(date) : '…', end: words(endDate) })
}

export function spokenEvent(event: TimelineEvent, laneName: string): string {
  return [titleOf(event), datesInWords(event.event), kindInWords(event.event.kind), laneName].join('. ')
}

/** Title, date, what the date allows where it is not exact, and where it belongs. */
export function tooltipLines(event: TimelineEvent, laneName: string): string[] {
  const { date, endDate, kind, place } = event.event
  const parsed = parseEdtf(date)
  const vague = parsed.ok && parsed.date.precision !== 'day' && parsed.date.form !== 'interval' && !endDate
  const bounds = vague ? formatBounds(date, currentLanguage()) : ''
  const words = datesInWords(event.event)
  return [
    titleOf(event),
    bounds && bounds !== words ? `${words} (${bounds})` : words,
    [kindInWords(kind), laneName, place?.name].filter(Boolean).join(' · '),
  ]
}
