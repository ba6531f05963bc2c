import { Component, type ReactNode } from 'react'
import { t } from './i18n/index.ts'
import { Notice } from './notice.tsx'

/** A fault of ours in one component must not leave a blank page: it says what happened and that nothing is lost. */
export class ErrorBoundary extends Component<{ children: ReactNode }, { message: string | null }> {
  override state: { message: string | null } = { message: null }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children
    return <Notice text={t('app.unexpected', { message: this.state.message })} />
  }
}
