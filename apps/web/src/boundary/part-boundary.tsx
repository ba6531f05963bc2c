/**
 * What fails in one part of the page stays in that part: it says in words what failed and what still works, and is tried
 * again when the person asks for it, and by itself when the chronology changes: a colleague may have fixed what it
 * failed at. Faults of frames and listeners reach it only where they are thrown again while React draws.
 */
import { Component, type ReactNode } from 'react'
import { FailedPart } from './failed-part.tsx'
import type { Part } from './parts.ts'
import { Provoked } from './provoked.ts'

interface PartBoundaryProps {
  part: Part
  children: ReactNode
  /** Shown under the sentence, in place of what failed. */
  instead?: ReactNode
  /** One line, among others in a bar. */
  isInline?: boolean
}

interface Failure {
  error: unknown
}

export class PartBoundary extends Component<PartBoundaryProps, { failure: Failure | null }> {
  override state: { failure: Failure | null } = { failure: null }
  #failures = 0

  static getDerivedStateFromError(error: unknown): { failure: Failure } {
    return { failure: { error } }
  }

  override componentDidCatch(): void {
    this.#failures++
  }

  readonly #countFailures = (): number => this.#failures

  readonly #retry = (): void => this.setState({ failure: null })

  readonly #retryByHand = (): void => {
    this.#failures = 0
    this.#retry()
  }

  override render(): ReactNode {
    const { part, children, instead, isInline = false } = this.props
    const { failure } = this.state
    if (!failure) {
      return (
        <>
          {import.meta.env.DEV && <Provoked part={part} />}
          {children}
        </>
      )
    }
    return (
      <>
        <FailedPart
          part={part}
          error={failure.error}
          isInline={isInline}
          failures={this.#countFailures}
          onRetry={this.#retry}
          onRetryByHand={this.#retryByHand}
        />
        {instead}
      </>
    )
  }
}
