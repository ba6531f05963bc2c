import type { ChronologyEvent } from '@coeval/chronology'
import { UnstyledButton } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { t } from '../i18n/index.ts'
import { kindInWords } from '../words/kind-in-words.ts'
import classes from './undated-list.module.css'

interface UndatedListProps {
  /** What these are, aloud. */
  label: string
  events: readonly ChronologyEvent[]
  /** In quiet type after the title; the kind where nothing else is said. */
  detail?: (event: ChronologyEvent) => string
  side?: 'start' | 'end'
  /** From the top of the timeline. */
  topPx: number
  onOpen: (eventId: string) => void
  onClose: () => void
}

/** What has no place on the axis, within reach beside it: the undated shelf of a lane, or what lies beyond the axis. */
export function UndatedList({ label, detail, side = 'start', events, topPx, onOpen, onClose }: UndatedListProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const opener = document.activeElement as HTMLElement | null
    dialog.current?.querySelector('button')?.focus()
    return () => opener?.focus()
  }, [])
  useEffect(() => {
    const onDown = (event: PointerEvent) => {
      if (!dialog.current?.contains(event.target as Node)) onClose()
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      // The page's own Escape would close the event's panel as well.
      event.stopPropagation()
      onClose()
    }
    window.addEventListener('pointerdown', onDown)
    window.addEventListener('keydown', onKey, { capture: true })
    return () => {
      window.removeEventListener('pointerdown', onDown)
      window.removeEventListener('keydown', onKey, { capture: true })
    }
  }, [onClose])
  return (
    <dialog
      ref={dialog}
      open
      aria-label={label}
      data-side={side}
      className={classes.shelf}
      style={{ '--top': `${topPx}px` }}
    >
      <ul className={classes.shelfList}>
        {events.map((event) => (
          <li key={event.id}>
            <UnstyledButton className={classes.shelfItem} onClick={() => onOpen(event.id)}>
              {event.title || t('workspace.untitledEvent')}
              <span className="quiet"> {detail?.(event) ?? kindInWords(event.kind)}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </dialog>
  )
}
