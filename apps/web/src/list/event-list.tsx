import { MAX_ID_LENGTH, shownText } from '@coeval/chronology'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useElementSize, useMergedRef } from '@mantine/hooks'
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import { datesInWords } from '../words/dates-in-words.ts'
import { t } from '../i18n/index.ts'
import { countReadingsByEvent } from '../claims/count-claims.ts'
import { useEntries, usePeople, useTracks } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { useShownEvents } from '../view/use-shown-events.ts'
import { useWorkspace } from '../view/workspace-context.tsx'
import classes from './event-list.module.css'
import { EventRow, type RowContext } from './event-row.tsx'
import { listRows } from './list-rows.ts'

const ROW_PX = 40
const TRACK_ROW_PX = 38
const NARROW_ROW_PX = 64
const OVERSCAN = 12
/** As in the container query of event-list.module.css: below this, a row has two lines. */
const NARROW_PX = 560

/**
 * The events as a virtualised table, grouped by track and sorted by date: all that the timeline shows, for keyboards
 * and screen readers. Arrows move, Enter opens; the row that has the focus is the table's only tab stop.
 */
export default function EventList() {
  const events = useShownEvents()
  const tracks = useTracks()
  const { hiddenTracks, selectedId, select } = useWorkspace()
  const rows = useMemo(() => listRows(events, tracks, hiddenTracks), [events, tracks, hiddenTracks])
  const context = useRowContext()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width } = useElementSize<HTMLDivElement>()
  const eventPx = width > 0 && width <= NARROW_PX ? NARROW_ROW_PX : ROW_PX
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => (rows[index]?.kind === 'track' ? TRACK_ROW_PX : eventPx),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
  })

  // The virtualizer keeps the sizes that it was given first.
  useEffect(() => virtualizer.measure(), [virtualizer, eventPx])

  const firstEvent = rows.findIndex((row) => row.kind === 'event')
  const selectedRow = rows.findIndex((row) => row.kind === 'event' && row.event.id === selectedId)
  const [active, setActive] = useState(-1)
  const tabStop = rows[active]?.kind === 'event' ? active : selectedRow >= 0 ? selectedRow : firstEvent

  const wanted = useRef<number | null>(null)
  const focusRow = (index: number) => {
    setActive(index)
    wanted.current = index
    virtualizer.scrollToIndex(index)
  }
  // The row to focus may only exist once it has been scrolled to.
  useEffect(() => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index='${wanted.current}']`)
    if (!row) return
    wanted.current = null
    row.focus()
  })
  useEffect(() => {
    if (selectedRow >= 0) virtualizer.scrollToIndex(selectedRow)
    // Only when another event is selected, not when rows above it change.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [selectedId])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = (direction: 1 | -1) => {
      let next = tabStop + direction
      while (rows[next] && rows[next]?.kind !== 'event') next += direction
      return rows[next] ? next : tabStop
    }
    const moves: Record<string, () => number> = {
      ArrowDown: () => step(1),
      ArrowUp: () => step(-1),
      Home: () => firstEvent,
      End: () => rows.length - 1,
    }
    const move = moves[event.key]
    const row = rows[tabStop]
    if (move) {
      event.preventDefault()
      focusRow(move())
    } else if ((event.key === 'Enter' || event.key === ' ') && row?.kind === 'event') {
      event.preventDefault()
      select(row.event.id)
    }
  }

  return (
    <div ref={useMergedRef(scroller, sized)} className={classes.scroller}>
      {/* The keys of the rows inside, which hold the focus. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <div
        role="table"
        aria-label={t('list.label')}
        aria-rowcount={rows.length + 1}
        className={classes.table}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={classes.head}>
          <div role="row" className={classes.headRow} aria-rowindex={1}>
            {(['date', 'event', 'kind', 'place', 'participants', 'sources'] as const).map((column) => (
              <span key={column} role="columnheader" className={classes[column]}>
                {t(`list.${column}`)}
              </span>
            ))}
          </div>
        </div>
        <div role="rowgroup" className={classes.rows} style={{ '--height': `${virtualizer.getTotalSize()}px` }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            const placed = { '--top': `${item.start}px`, '--row': `${item.size}px` }
            if (row.kind === 'track') {
              return (
                <div
                  key={row.key}
                  role="row"
                  aria-rowindex={item.index + 2}
                  className={classes.trackRow}
                  style={placed}
                >
                  <span role="cell" className={classes.trackName} data-track-colour={row.track?.colour}>
                    {row.track ? row.track.name : t('list.noTrack')}
                    <span className={`${classes.count} tabular`}> {t('list.eventCount', { count: row.count })}</span>
                  </span>
                </div>
              )
            }
            return (
              <EventRow
                key={row.key}
                row={row}
                index={item.index}
                context={context}
                selected={row.event.id === selectedId}
                tabStop={item.index === tabStop}
                style={placed}
                onOpen={() => {
                  setActive(item.index)
                  select(row.event.id)
                }}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

function useRowContext(): RowContext {
  const actors = useEntries('actors')
  const claims = useEntries('claims')
  const disputes = useEntries('disputes')
  const people = usePeople()
  const asOf = useAsOf()
  const readings = useMemo(() => countReadingsByEvent(claims.values(), disputes), [claims, disputes])
  return useMemo(() => {
    return {
      actorName: (id: string) => actors.get(id)?.name || shownText(id, MAX_ID_LENGTH),
      readings: (id: string) => readings.get(id) ?? 0,
      visitors: (id: string) => people.filter((person) => !person.isMe && person.where.eventId === id),
      datesInWords: (event) => datesInWords(event, asOf),
    }
  }, [actors, readings, people, asOf])
}
