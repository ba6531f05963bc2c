import { Component, type ReactNode } from 'react'
import { FaultDetails } from './fault-details.tsx'
import { t } from '../i18n/index.ts'
import { Notice } from '../ui/notice.tsx'
import { readRoute } from '../navigation/router.ts'

/**
 * The last of the boundaries: a fault of ours outside all parts (`boundary/part-boundary.tsx`) must not leave a blank
 * page. It says what happened and that nothing is lost, and has the list as the way round.
 */
export class ErrorBoundary extends Component<{ children: ReactNode }, { failure: { error: unknown } | null }> {
  override state: { failure: { error: unknown } | null } = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: { error: unknown } } {
    return { failure: { error } }
  }

  override render(): ReactNode {
    const { failure } = this.state
    if (!failure) return this.props.children
    const message = failure.error instanceof Error ? failure.error.message : String(failure.error)
    return (
      <Notice text={t('app.unexpected', { message })}>
        <a href={location.href} onClick={reload}>
          {t('app.reload')}
        </a>
        {readRoute(location.pathname).page === 'chronology' && (
          <a href={`${location.pathname}#view=list`} onClick={reload}>
            {t('fault.openList')}
          </a>
        )}
        <FaultDetails error={failure.error} />
      </Notice>
    )
  }
}

/** Changing only the fragment of the same page would load nothing. */
function reload(event: { currentTarget: HTMLAnchorElement; preventDefault: () => void }): void {
  event.preventDefault()
  history.replaceState(null, '', event.currentTarget.href)
  location.reload()
}
