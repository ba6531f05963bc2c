import { IconAlertTriangle } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { t } from '../i18n/index.ts'
import { useSession } from '../session/session-context.tsx'
import { PlainButton } from '../ui/plain-button.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'
import classes from './boundary.module.css'
import { FaultDetails } from './fault-details.tsx'
import type { Part } from './parts.ts'

/** What fails again and again is left in peace for longer and longer. */
const FIRST_RETRY_MS = 1000
const MAX_DOUBLINGS = 5

interface FailedPartProps {
  part: Part
  error: unknown
  isInline: boolean
  /** How often it failed since somebody last asked for it. */
  failures: () => number
  onRetry: () => void
  onRetryByHand: () => void
}

export function FailedPart({ part, error, isInline, failures, onRetry, onRetryByHand }: FailedPartProps) {
  const { show, select } = useWorkspace()
  const box = useRef<HTMLDivElement>(null)
  useRetryOnChange(onRetry, failures)
  useEffect(() => {
    // Only where the focus went with what failed: nobody loses the focus while they write elsewhere.
    if (!isInline && (document.activeElement === null || document.activeElement === document.body)) box.current?.focus()
  }, [isInline])
  if (isInline) {
    return (
      <PlainButton
        size="inline"
        data-failed={part}
        className={classes.inline}
        title={`${t(`fault.${part}`)} ${messageOf(error)}`}
        onClick={onRetryByHand}
      >
        <IconAlertTriangle size={15} aria-hidden />
        {t('fault.inline')}
        <span className="visually-hidden">{t(`fault.${part}`)}</span>
      </PlainButton>
    )
  }
  return (
    <div ref={box} className={classes.failed} role="alert" tabIndex={-1} data-failed={part}>
      <p className={classes.sentence}>
        <IconAlertTriangle size={18} aria-hidden />
        <span>
          {t(`fault.${part}`)} {t('fault.kept')}
        </span>
      </p>
      <div className={classes.ways}>
        <PlainButton size="small" onClick={onRetryByHand}>
          {t('app.retry')}
        </PlainButton>
        {part === 'timeline' && (
          <PlainButton size="small" onClick={() => show('list')}>
            {t('fault.openList')}
          </PlainButton>
        )}
        {part === 'list' && (
          <PlainButton size="small" onClick={() => show('timeline')}>
            {t('fault.openTimeline')}
          </PlainButton>
        )}
        {part === 'panel' && (
          <PlainButton size="small" onClick={() => select(undefined)}>
            {t('panel.close')}
          </PlainButton>
        )}
      </div>
      <FaultDetails error={error} />
    </div>
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** The next change of the chronology may have fixed it. */
function useRetryOnChange(onRetry: () => void, failures: () => number): void {
  const { store } = useSession()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = store.subscribe(() => {
      timer ??= setTimeout(onRetry, FIRST_RETRY_MS * 2 ** Math.min(failures() - 1, MAX_DOUBLINGS))
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [store, onRetry, failures])
}
