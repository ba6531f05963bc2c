import type { ChronologyEvent } from '@coeval/chronology'
import { UnstyledButton } from '@mantine/core'
import { IconChevronsLeft, IconChevronsRight } from '@tabler/icons-react'
import { useCallback, useState } from 'react'
import { datesInWords } from '../words/dates-in-words.ts'
import { t } from '../i18n/index.ts'
import type { TimelineModel } from './layout/timeline-model.ts'
import classes from './beyond-marks.module.css'
import { UndatedList } from './undated-list.tsx'

interface BeyondMarksProps {
  beyond: TimelineModel['beyond']
  asOf: string | undefined
  onOpen: (eventId: string) => void
}

type Side = keyof TimelineModel['beyond']

/** The events that lie beyond the axis: marked at the edge that they lie behind, counted, and named on demand. */
export function BeyondMarks({ beyond, asOf, onOpen }: BeyondMarksProps) {
  const [open, setOpen] = useState<{ side: Side; topPx: number } | null>(null)
  const close = useCallback(() => setOpen(null), [])
  const events: readonly ChronologyEvent[] = open ? beyond[open.side] : []
  return (
    <>
      {(['before', 'after'] as const).map(
        (side) =>
          beyond[side].length > 0 && (
            <UnstyledButton
              key={side}
              className={classes.beyond}
              data-side={side}
              aria-label={t(`timeline.${side}`, { count: beyond[side].length })}
              aria-haspopup="dialog"
              title={[
                t(`timeline.${side}`, { count: beyond[side].length }),
                ...beyond[side].slice(0, 5).map((event) => datesInWords(event, asOf)),
              ].join('\n')}
              onClick={({ currentTarget }) =>
                setOpen({ side, topPx: currentTarget.offsetTop + currentTarget.offsetHeight })
              }
            >
              {side === 'before' && <IconChevronsLeft size={14} aria-hidden />}
              {t(side === 'before' ? 'timeline.earlier' : 'timeline.later', { count: beyond[side].length })}
              {side === 'after' && <IconChevronsRight size={14} aria-hidden />}
            </UnstyledButton>
          ),
      )}
      {open && events.length > 0 && (
        <UndatedList
          label={t(`timeline.${open.side}`, { count: events.length })}
          side={open.side === 'before' ? 'start' : 'end'}
          detail={(event) => datesInWords(event, asOf)}
          events={events}
          topPx={open.topPx}
          onClose={close}
          onOpen={(eventId) => {
            setOpen(null)
            onOpen(eventId)
          }}
        />
      )}
    </>
  )
}
