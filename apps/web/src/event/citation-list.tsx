import type { Citation } from '@coeval/chronology'
import type { ReactNode } from 'react'
import { useEntries } from '../session/session-context.tsx'
import { SourceView } from '../sources/source-view.tsx'
import { useFew } from '../ui/use-few.tsx'
import classes from './references.module.css'

interface CitationListProps {
  citations: readonly Citation[]
  /** What can be done with one, beside it. */
  toolsOf?: (citation: Citation) => ReactNode
  /** Draws something else in place of a citation; null leaves it as it is. */
  insteadOf?: (citation: Citation) => ReactNode
}

/** The evidence for an event as a whole: references, each with the place in it and what is quoted from there. */
export function CitationList({ citations, toolsOf, insteadOf }: CitationListProps) {
  const sources = useEntries('sources')
  const { few, more } = useFew(citations)
  return (
    <>
      <ul className={classes.references}>
        {few.map((citation) => (
          <li key={citation.id}>
            {insteadOf?.(citation) ?? (
              <>
                <div>
                  <SourceView source={sources.get(citation.sourceId)} pointer={citation} />
                  {citation.quote && <q className={classes.quote}>{citation.quote}</q>}
                </div>
                {toolsOf?.(citation)}
              </>
            )}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
