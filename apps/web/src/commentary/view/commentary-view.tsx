import { useId } from 'react'
import { t } from '../../i18n/late.ts'
import { CommentarySection, NoText } from './commentary-section.tsx'
import { FootnoteList } from './footnote-list.tsx'
import { footnotesOf } from './footnotes.ts'
import { RichTextView } from './rich-text-view.tsx'
import { useCommentary } from '../use-commentary.ts'

/** The commentary of an event, or without one the introduction, for readers: no editor is ever loaded for it. */
export function CommentaryReading({ eventId }: { eventId?: string }) {
  const notesId = useId()
  const { richText } = useCommentary(eventId)
  const isEmpty = richText.content.length === 0
  return (
    <CommentarySection eventId={eventId} id={notesId}>
      {isEmpty ? <NoText>{t('commentary.empty')}</NoText> : <RichTextView richText={richText} notesId={notesId} />}
      <FootnoteList notes={footnotesOf(richText)} id={notesId} />
    </CommentarySection>
  )
}
