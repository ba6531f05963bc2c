/** What gestures and keys on the timeline do to the document: each one step of undo, said aloud. */
import { addEvent, newId, trashEvent } from '@coeval/chronology/ydoc'
import { edtfFromMs } from '@coeval/chronology/edtf'
import { useMemo } from 'react'
import { datesInWords } from '../../words/dates-in-words.ts'
import { t } from '../../i18n/index.ts'
import { useWritingSession } from '../../session/session-context.tsx'
import { useAsOf } from '../../session/use-as-of.ts'
import { useWorkspace } from '../../view/workspace-context.tsx'
import { titleOf } from '../draw/event-words.ts'
import { type Change, datesOf, precisionAt, steppedDates, writeChange } from './timeline-edits.ts'
import type { TimelineEvent, TimelineModel } from '../layout/timeline-model.ts'

export interface TimelineActions {
  change: (event: TimelineEvent, change: Change) => void
  step: (event: TimelineEvent, direction: 1 | -1) => void
  retrack: (model: TimelineModel, event: TimelineEvent, direction: 1 | -1) => void
  trash: (event: TimelineEvent) => void
  add: (laneId: string, ms: number, msPerPx: number) => void
}

export function useTimelineActions(): TimelineActions {
  const { doc, history, store } = useWritingSession()
  const { announce, select } = useWorkspace()
  const asOf = useAsOf()
  return useMemo(() => {
    const change = (event: TimelineEvent, wanted: Change) => {
      const title = titleOf(event)
      const outcome = history.step(() => writeChange(doc, event.id, wanted))
      if (outcome === 'gone') announce(t('timeline.movedGone', { title }))
      if (outcome !== 'done') return
      const { dates, track } = wanted
      const to = track && track.to !== track.from ? track.to : undefined
      const trackName = to === undefined ? '' : (store.snapshot().tracks.get(to)?.name ?? t('list.noTrack'))
      const date = dates ? datesInWords(dates, asOf) : ''
      if (dates && to !== undefined) announce(t('timeline.movedBoth', { title, date, track: trackName }))
      else if (dates) announce(t('timeline.moved', { title, date }))
      else announce(t('timeline.retracked', { title, track: trackName }))
    }
    return {
      change,
      step: (event, direction) => {
        const dates = steppedDates(datesOf(event.event), direction)
        if (dates) change(event, { dates })
        else announce(t('timeline.cannotStep', { title: titleOf(event) }))
      },
      retrack: (model, event, direction) => {
        const from = model.lanes[event.lane]
        const to = model.lanes[event.lane + direction]
        if (from && to) change(event, { track: { from: from.id, to: to.id } })
        else announce(t('timeline.noLane'))
      },
      trash: (event) => {
        history.step(() => trashEvent(doc, event.id, new Date()))
        announce(t('timeline.trashed', { title: titleOf(event) }))
      },
      add: (laneId, ms, msPerPx) => {
        const id = newId()
        const date = edtfFromMs(ms, precisionAt(msPerPx))
        history.step(() => addEvent(doc, { id, title: '', date, kind: 'meeting', tracks: laneId ? [laneId] : [] }))
        select(id)
        announce(t('timeline.added', { date: datesInWords({ date }, asOf) }))
      },
    }
  }, [doc, history, store, announce, select, asOf])
}
