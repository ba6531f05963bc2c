import type { ReactNode } from 'react'
import classes from './row-tools.module.css'

/** What can be done with a row: seen where the pointer or the focus is, and always on a phone. */
export function RowTools({ children }: { children: ReactNode }) {
  return <span className={classes.tools}>{children}</span>
}
