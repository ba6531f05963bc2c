import type { ReactNode } from 'react'
import classes from './field.module.css'

interface PlainSelectProps {
  label: string
  value: string
  onPick: (value: string) => void
  /** The options. */
  children: ReactNode
}

/** A choice that looks like text until the pointer or the focus is there. The device's own list, which phones do best. */
export function PlainSelect({ label, value, onPick, children }: PlainSelectProps) {
  return (
    <select
      className={`${classes.field} ${classes.select}`}
      aria-label={label}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    >
      {children}
    </select>
  )
}
