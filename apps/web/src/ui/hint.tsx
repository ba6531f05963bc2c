import { type ReactNode, useState } from 'react'
import classes from './hint.module.css'

/**
 * Says what a control does, under it: on hover and on keyboard focus, until Escape. Only visual: the control
 * carries its own name. Small, because it is on the page before the timeline is.
 */
export function Hint({ label, children }: { label: string; children: ReactNode }) {
  const [dismissed, setDismissed] = useState(false)
  return (
    // Only watched; the control inside is the one that is used.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <span
      className={classes.hint}
      data-dismissed={dismissed || undefined}
      onKeyDown={(event) => event.key === 'Escape' && setDismissed(true)}
      onPointerDown={() => setDismissed(true)}
      onPointerLeave={() => setDismissed(false)}
      onBlur={() => setDismissed(false)}
    >
      {children}
      <span className={classes.label} aria-hidden>
        {label}
      </span>
    </span>
  )
}
