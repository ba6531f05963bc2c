import { Anchor } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './link-button.module.css'

/** A word in a sentence that does something here; what leads to another page is a link. */
export function LinkButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Anchor component="button" type="button" className={classes.link} onClick={onClick}>
      {children}
    </Anchor>
  )
}
