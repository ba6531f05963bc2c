import type { ReactNode } from 'react'
import { t } from '../../i18n/late.ts'
import { FieldPeople } from '../../presence/field-people.tsx'
import classes from './commentary-section.module.css'

interface Props {
  /** Without one, the introduction of the chronology. */
  eventId: string | undefined
  /** Prefix of the ids within. */
  id: string
  children: ReactNode
}

/** The frame of a commentary, read or written: its heading, and who else is in it. */
export function CommentarySection({ eventId, id, children }: Props) {
  return (
    <section className={classes.commentary} data-field="commentary" aria-labelledby={`${id}-title`}>
      <h3 className={classes.heading} id={`${id}-title`}>
        {t(eventId === undefined ? 'commentary.introduction' : 'commentary.title')}
        <FieldPeople eventId={eventId} field="commentary" />
      </h3>
      {children}
    </section>
  )
}

/** Shown instead of an empty text. */
export function NoText({ children }: { children: string }) {
  return <p className={classes.empty}>{children}</p>
}
