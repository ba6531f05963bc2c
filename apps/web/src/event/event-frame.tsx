import type { ChronologyEvent } from '@coeval/chronology'
import { IconX } from '@tabler/icons-react'
import type { FocusEventHandler, KeyboardEvent, ReactNode } from 'react'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import { KindIcon } from '../fields/kind-icon.tsx'
import { t } from '../i18n/late.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { kindInWords } from '../words/kind-in-words.ts'
import classes from './event-frame.module.css'
import { LayerBadge } from './layer-badge.tsx'

interface EventFrameProps {
  event: ChronologyEvent | undefined
  /** A key that nothing in the panel has claimed. */
  onKeyDown: (key: KeyboardEvent<HTMLElement>) => void
  onFocus?: FocusEventHandler<HTMLElement>
  onBlur?: FocusEventHandler<HTMLElement>
  onClose: () => void
  /** Called so, what scrolls can be reached by keys: for a page without controls. */
  textLabel?: string
  children: ReactNode
}

/** What is around an event's page: its kind and layer, the way out, and the part that scrolls. */
export function EventFrame({ event, onKeyDown, onFocus, onBlur, onClose, textLabel, children }: EventFrameProps) {
  const region = textLabel === undefined ? {} : { tabIndex: 0, role: 'region', 'aria-label': textLabel }
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
        <IconButton label={t('panel.close')} onClick={onClose}>
          <IconX size={18} aria-hidden />
        </IconButton>
      </header>
      <div className={classes.scroll} {...region}>
        {/* Within the frame, so that its way out stays. */}
        <PartBoundary part="panel">{children}</PartBoundary>
      </div>
    </article>
  )
}
