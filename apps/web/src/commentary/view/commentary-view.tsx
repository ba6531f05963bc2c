import { useId } from 'react'
import { FieldPeople } from '../../presence/field-people.tsx'
import { t } from '../../i18n/late.ts'
import classes from '../commentary.module.css'
import { FootnoteList } from './footnote-list.tsx'
import { footnotesOf } from './footnotes.ts'
import { RichTextView } from './rich-text-view.tsx'
import { useCommentary } from '../use-commentary.ts'

/** The commentary of an event, or without one the introduction, for one who reads: no editor is ever loaded for it. */
export function CommentaryReading({ eventId }: { eventId?: string }) {
  const notesId = useId()
  const { richText } = useCommentary(eventId)
  const isEmpty = richText.content.length === 0
  return (
    <section className={classes.commentary} data-field="commentary" aria-labelledby={`${notesId}-title`}>
      <h3 className={classes.heading} id={`${notesId}-title`}>
        {t(eventId === undefined ? 'commentary.introduction' : 'commentary.title')}
        <FieldPeople eventId={eventId} field="commentary" />
      </h3>
      {isEmpty ? (
        <p className={classes.empty}>{t('commentary.empty')}</p>
      ) : (
        <RichTextView richText={richText} notesId={notesId} />
      )}
      <FootnoteList notes={footnotesOf(richText)} id={notesId} />
    </section>
  )
}
