/**
 * A dialog that fails says so in a dialog, which closes: the page behind it goes on. Of its own, and not a
 * `PartBoundary`, which knows the chronology that is open: home, account and instance have dialogs, but no chronology.
 */
import { Component, type ReactNode } from 'react'
import { FailedDialog } from './failed-dialog.tsx'
import { Provoked } from './provoked.ts'

interface DialogBoundaryProps {
  onClose: () => void
  children: ReactNode
}

export class DialogBoundary extends Component<DialogBoundaryProps, { failure: { error: unknown } | null }> {
  override state: { failure: { error: unknown } | null } = { failure: null }

  static getDerivedStateFromError(error: unknown): { failure: { error: unknown } } {
    return { failure: { error } }
  }

  readonly #retry = (): void => this.setState({ failure: null })

  override render(): ReactNode {
    const { onClose, children } = this.props
    const { failure } = this.state
    if (failure) return <FailedDialog error={failure.error} onRetry={this.#retry} onClose={onClose} />
    return (
      <>
        {import.meta.env.DEV && <Provoked part="dialog" />}
        {children}
      </>
    )
  }
}
