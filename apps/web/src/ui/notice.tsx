import type { ReactNode } from 'react'
import classes from './notice.module.css'

/** A whole page, or part of one, that has only a sentence to say. */
export function Notice({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <main className={classes.notice} role="status">
      <p>{text}</p>
      {children}
    </main>
  )
}
