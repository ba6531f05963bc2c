import type { ChronologyEvent } from '@coeval/chronology'
import { useEntries } from '../../session/session-context.tsx'
import { SourceView } from '../../sources/source-view.tsx'
import { useFew } from '../../ui/use-few.tsx'
import fields from '../../fields/fields.module.css'

/** The evidence for the event as a whole. */
export function CitationsReading({ event }: { event: ChronologyEvent }) {
  const sources = useEntries('sources')
  const { few, more } = useFew(event.citations)
  return (
    <>
      <ul className={fields.references}>
        {few.map((citation) => (
          <li key={citation.id}>
            <div>
              <SourceView source={sources.get(citation.sourceId)} pointer={citation} />
              {citation.quote && <q className={fields.quote}>{citation.quote}</q>}
            </div>
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
