import type { ReactNode } from 'react'
import { t } from '../i18n/late.ts'
import { useAsOf } from '../session/use-as-of.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { useFew } from '../ui/use-few.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'
import { dateInWords } from '../words/dates-in-words.ts'
import classes from './references.module.css'
import type { Related } from './use-related.ts'

interface RelatedListProps {
  related: readonly Related[]
  /** What can be done with one, beside it. */
  toolsOf?: (related: Related) => ReactNode
}

/** What the event follows, belongs to, ended …: each other event is a way to go on. */
export function RelatedList({ related, toolsOf }: RelatedListProps) {
  const { select } = useWorkspace()
  const asOf = useAsOf()
  const { few, more } = useFew(related)
  return (
    <>
      <ul className={classes.references}>
        {few.map((each) => (
          <li key={each.relation.id}>
            <span>
              <span className="quiet">{each.words}</span>{' '}
              <LinkButton onClick={() => select(each.other.id)}>{each.other.title || t('panel.untitled')}</LinkButton>{' '}
              <span className="quiet">{dateInWords(each.other.date, asOf)}</span>
            </span>
            {toolsOf?.(each)}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
