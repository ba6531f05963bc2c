import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import classes from './section.module.css'

interface Props {
  name: string
  title: string
  count?: number
  startsOpen?: boolean
  children: ReactNode
}

const KEY = 'coeval-panel-sections'

/** A section that folds, with a count; the browser remembers which are open. */
export function Section({ name, title, count, startsOpen = false, children }: Props) {
  const id = useId()
  const [open, setOpen] = useState(() => remembered()[name] ?? startsOpen)
  const toggle = () => {
    setOpen(!open)
    remember(name, !open)
  }
  return (
    <section className={classes.section} aria-labelledby={`${id}-title`}>
      <h3 className={classes.title} id={`${id}-title`}>
        <UnstyledButton className={classes.toggle} aria-expanded={open} aria-controls={id} onClick={toggle}>
          <IconChevronRight size={16} aria-hidden data-open={open || undefined} />
          {title}
          {count !== undefined && <span className={classes.count}>{count}</span>}
        </UnstyledButton>
      </h3>
      <div id={id} hidden={!open} className={classes.body}>
        {open && <PartBoundary part="section">{children}</PartBoundary>}
      </div>
    </section>
  )
}

function remembered(): Record<string, boolean> {
  try {
    return (JSON.parse(localStorage.getItem(KEY) ?? '{}') ?? {}) as Record<string, boolean>
  } catch {
    return {} // Storage is blocked or holds something else: sections are as they start.
  }
}

function remember(name: string, open: boolean): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...remembered(), [name]: open }))
  } catch {
    // Storage is blocked: remembered until the panel is closed.
  }
}
