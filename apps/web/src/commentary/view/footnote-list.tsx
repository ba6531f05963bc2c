import { useFew } from '../../ui/use-few.tsx'
import { t } from '../../i18n/late.ts'
import { useEntries } from '../../session/session-context.tsx'
import { SourceView } from '../../sources/source-view.tsx'
import classes from './footnote-list.module.css'
import type { Footnote } from './footnotes.ts'

/** The notes below a text: number, source, place in it. */
export function FootnoteList({ notes, id }: { notes: readonly Footnote[]; id: string }) {
  const sources = useEntries('sources')
  const { few, more } = useFew(notes)
  if (notes.length === 0) return null
  return (
    <>
      <ol className={classes.notes} aria-label={t('commentary.footnotes')}>
        {few.map((note) => (
          <li key={note.key} id={`${id}-${note.number}`} tabIndex={-1}>
            {note.sourceId ? (
              <SourceView source={sources.get(note.sourceId)} pointer={note} />
            ) : (
              t('commentary.footnoteUnknown')
            )}
          </li>
        ))}
      </ol>
      {more}
    </>
  )
}
