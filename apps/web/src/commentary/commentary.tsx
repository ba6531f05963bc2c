/**
 * The commentary of an event, or the introduction: its text, and below it the notes. The text is shown at once, without
 * an editor; the editor (a chunk of its own) takes its place when the browser has time, or at once when it is asked for.
 */
import { UnstyledButton } from '@mantine/core'
import { type ReactNode, Suspense, useCallback, useEffect, useId, useState } from 'react'
import { PartBoundary } from '../boundary/part-boundary.tsx'
import { t } from '../i18n/late.ts'
import classes from './commentary.module.css'
import { CommentarySection, NoText } from './view/commentary-section.tsx'
import { footnotesOf } from './view/footnotes.ts'
import { FootnoteList } from './view/footnote-list.tsx'
import { useOneEditor } from './editor/editor-lock.ts'
import toolbarClasses from './editor/toolbar.module.css'
import { RichTextView } from './view/rich-text-view.tsx'
import { useCommentary } from './use-commentary.ts'
import { patientLazy } from '../ui/patient-lazy.tsx'
import { whenIdle } from '../ui/when-idle.ts'

const CommentaryEditor = patientLazy(() => import('./editor/commentary-editor.tsx'))

interface Props {
  /** Without one, the introduction of the chronology. */
  eventId?: string
  readOnly?: boolean
}

export function Commentary({ eventId, readOnly = false }: Props) {
  const notesId = useId()
  const { fragment, richText } = useCommentary(eventId)
  const { mine, free, take } = useOneEditor()
  const [paused, setPaused] = useState(false)
  const [wantsFocus, setWantsFocus] = useState(false)
  const pause = useCallback(() => setPaused(true), [])
  const notes = footnotesOf(richText)
  const editable = !readOnly && fragment !== undefined && !paused

  useEffect(() => {
    // An introduction waits to be asked: reading is what it is opened for.
    if (!editable || !free || eventId === undefined) return
    return whenIdle(take, IDLE_WITHIN_MS)
  }, [editable, free, take, eventId])

  const isEmpty = richText.content.length === 0
  const text = (
    // A pointer's shortcut into the text; the button below is the keyboard's way.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div
      className={classes.shown}
      onClick={(event) => {
        if (!editable || mine || (event.target as HTMLElement).closest('a, button')) return
        setWantsFocus(true)
        take()
      }}
    >
      {isEmpty ? (
        <NoText>{t(editable ? 'commentary.placeholder' : 'commentary.empty')}</NoText>
      ) : (
        <RichTextView richText={richText} notesId={notesId} />
      )}
    </div>
  )
  return (
    <CommentarySection eventId={eventId} id={notesId}>
      {mine && editable ? (
        <PartBoundary part="editor" instead={text}>
          <Suspense fallback={<WithToolbarRoom>{text}</WithToolbarRoom>}>
            <CommentaryEditor
              key={eventId ?? ''}
              fragment={fragment}
              label={t(eventId === undefined ? 'commentary.introLabel' : 'commentary.title')}
              autoFocus={wantsFocus}
              onPause={pause}
            />
          </Suspense>
        </PartBoundary>
      ) : (
        <WithToolbarRoom>
          {editable && !mine && (
            <UnstyledButton
              className={classes.takeOver}
              onClick={() => {
                setWantsFocus(true)
                take()
              }}
            >
              {t('commentary.takeOver')}
            </UnstyledButton>
          )}
          {text}
        </WithToolbarRoom>
      )}
      {paused && (
        <p role="status" className={classes.paused}>
          {t('commentary.paused')}
        </p>
      )}
      <FootnoteList notes={notes} id={notesId} />
    </CommentarySection>
  )
}

/** Keeps the line that the toolbar will take, so that nothing moves when the editor comes. */
function WithToolbarRoom({ children }: { children: ReactNode }) {
  return (
    <>
      <div className={toolbarClasses.toolbarRoom} />
      {children}
    </>
  )
}

const IDLE_WITHIN_MS = 400
