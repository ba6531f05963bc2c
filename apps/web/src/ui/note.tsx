import type { ReactNode } from 'react'
import classes from './note.module.css'

/** A small line below what it is about: quiet, or a problem. */
export function Note({ tone = 'quiet', children }: { tone?: 'quiet' | 'problem'; children: ReactNode }) {
  return <p className={tone === 'problem' ? classes.problem : classes.note}>{children}</p>
}
