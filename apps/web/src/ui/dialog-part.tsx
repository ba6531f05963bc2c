import { type ReactNode, useId } from 'react'
import classes from './dialog-part.module.css'

type DialogPartProps = {
  /** In a frame: somebody waits for an answer. */
  isPressing?: boolean
  children: ReactNode
} & ({ heading: ReactNode } | { label: string })

/** One of the parts that a long dialog has, under a heading, or with a name for screen readers only. */
export function DialogPart({ isPressing, children, ...named }: DialogPartProps) {
  const id = useId()
  const hasHeading = 'heading' in named
  return (
    <section
      className={classes.part}
      data-pressing={isPressing || undefined}
      aria-label={hasHeading ? undefined : named.label}
      aria-labelledby={hasHeading ? id : undefined}
    >
      {hasHeading && (
        <h3 id={id} className={classes.heading}>
          {named.heading}
        </h3>
      )}
      {children}
    </section>
  )
}
