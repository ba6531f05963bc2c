/** The editor of a commentary: toolbar, text, and the small forms for links and citations. A chunk of its own. */
import type { Editor } from '@tiptap/core'
import { type CSSProperties, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { walkHistory } from '../../session/undo-keys.ts'
import { useWritingSession } from '../../session/session-context.tsx'
import { CitationForm, type CitationFields } from '../../sources/citation-form.tsx'
import { useWorkspace } from '../../view/workspace-context.tsx'
import classes from '../commentary.module.css'
import { examine } from '../extensions/content-guard.ts'
import { createEditor } from './create-editor.ts'
import { contentSchema } from '../extensions/extensions.ts'
import { CITATION, readCitationAttrs } from '../view/footnotes.ts'
import { LinkForm } from './link-form.tsx'
import textClasses from '../view/rich-text.module.css'
import { suggestionOf } from '../extensions/suggestion.ts'
import { SuggestionList } from './suggestion-list.tsx'
import { Toolbar } from './toolbar.tsx'
import { useEditorPart } from './use-editor-state.ts'
import { t } from '../../i18n/late.ts'

interface Props {
  fragment: Y.XmlFragment
  label: string
  autoFocus: boolean
  /** The text holds what this editor cannot: it has let go of it, and nothing was removed. */
  onPause: () => void
}

/** What floats over the text: a form for a link or a citation, at a position of the document. */
type Floating = { kind: 'link' } | { kind: 'citation'; position: number } | { kind: 'new citation' } | null

export default function CommentaryEditor({ fragment, label, autoFocus, onPause }: Props) {
  const { history, provider } = useWritingSession()
  const { announce } = useWorkspace()
  const place = useRef<HTMLDivElement>(null)
  const [editor, setEditor] = useState<Editor | null>(null)
  /** Counts up when the text brings attributes that the schema must be made anew for. */
  const [round, setRound] = useState(0)
  const [floating, setFloating] = useState<Floating>(null)
  const suggestionKeys = useRef<(event: KeyboardEvent) => boolean>(() => false)
  const callbacks = useRef({ announce, onPause, autoFocus })
  useEffect(() => {
    callbacks.current = { announce, onPause, autoFocus }
  })
  const { awareness } = provider

  useEffect(() => {
    const element = place.current
    if (!element) return
    const verdict = examine(fragment, contentSchema([]))
    if (verdict.kind === 'unfit') return callbacks.current.onPause()
    const attributes = verdict.kind === 'attributes' ? verdict.attributes : []
    const made = createEditor({
      element,
      fragment,
      history,
      awareness,
      attributes,
      label,
      citationClass: `${textClasses.mark} ${textClasses.markButton}`,
      onWalk: (direction) => walkHistory(history, direction, callbacks.current.announce),
      onUnfit: (found) => {
        // Not inside the transaction that brought it.
        queueMicrotask(() => {
          if (found.kind === 'unfit') callbacks.current.onPause()
          else setRound((before) => before + 1)
        })
      },
      onTooDeep: () => callbacks.current.announce(t('commentary.tooDeep')),
      onOpenCitation: (position) => setFloating({ kind: 'citation', position }),
      onSuggestionKey: (event) => suggestionKeys.current(event),
    })
    setEditor(made)
    if (callbacks.current.autoFocus) made.commands.focus('end')
    return () => {
      setEditor(null)
      setFloating(null)
      made.destroy()
    }
  }, [fragment, history, awareness, round, label])

  return (
    // Keys are only watched for the link's shortcut; text and tools are controls of their own.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={classes.editor}
      onKeyDown={(event) => {
        if ((event.metaKey || event.ctrlKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
          event.preventDefault()
          event.stopPropagation()
          setFloating({ kind: 'link' })
        }
      }}
    >
      {editor ? (
        <Toolbar
          editor={editor}
          onStep={() => history.endStep()}
          onLink={() => setFloating({ kind: 'link' })}
          onCite={() => setFloating({ kind: 'new citation' })}
        />
      ) : (
        <div className={classes.toolbarRoom} />
      )}
      <div ref={place} className={textClasses.text} data-placeholder={t('commentary.placeholder')} />
      {editor && (
        <Over
          editor={editor}
          floating={floating}
          close={() => setFloating(null)}
          onSuggestionKeys={(take) => {
            suggestionKeys.current = take
          }}
        />
      )}
    </div>
  )
}

interface OverProps {
  editor: Editor
  floating: Floating
  close: () => void
  onSuggestionKeys: (take: (event: KeyboardEvent) => boolean) => void
}

function Over({ editor, floating, close, onSuggestionKeys }: OverProps) {
  const { history } = useWritingSession()
  const suggestion = useEditorPart(editor, (each) => suggestionOf(each.state))
  const step = () => history.endStep()
  const back = () => {
    close()
    editor.commands.focus()
  }

  if (floating?.kind === 'link') {
    return (
      <At editor={editor} position={editor.state.selection.to}>
        <LinkForm editor={editor} onStep={step} onClose={close} />
      </At>
    )
  }
  if (floating?.kind === 'new citation') {
    return (
      <At editor={editor} position={editor.state.selection.to}>
        <CitationForm
          onSave={(fields) => {
            step()
            const { to } = editor.state.selection
            editor
              .chain()
              .insertContentAt(to, { type: CITATION, attrs: markAttrs(fields) })
              .focus()
              .run()
            step()
            close()
          }}
          onCancel={back}
        />
      </At>
    )
  }
  if (floating?.kind === 'citation') {
    const node = editor.state.doc.nodeAt(floating.position)
    if (node?.type.name !== CITATION) return null
    return (
      <At editor={editor} position={floating.position}>
        <CitationForm
          key={floating.position}
          citation={readCitationAttrs(node.attrs)}
          onSave={(fields) => {
            step()
            changeCitation(editor, floating.position, fields)
            step()
            back()
          }}
          onCancel={back}
          onRemove={() => {
            step()
            const { position } = floating
            if (editor.state.doc.nodeAt(position)?.type.name === CITATION) {
              editor.view.dispatch(editor.state.tr.delete(position, position + 1))
            }
            step()
            back()
          }}
          removeLabel={t('commentary.citationRemove')}
        />
      </At>
    )
  }
  if (suggestion) {
    return (
      <At editor={editor} position={suggestion.to}>
        <div className={classes.suggestions}>
          <SuggestionList
            query={suggestion.query}
            onKeys={onSuggestionKeys}
            onPick={(sourceId) => {
              step()
              editor
                .chain()
                .focus()
                .insertContentAt(
                  { from: suggestion.from, to: suggestion.to },
                  { type: CITATION, attrs: markAttrs({ sourceId }) },
                )
                .run()
              step()
            }}
          />
        </div>
      </At>
    )
  }
  return null
}

/** Changes the mark where it stands now; what the form does not know is kept. */
function changeCitation(editor: Editor, position: number, fields: CitationFields): void {
  const node = editor.state.doc.nodeAt(position)
  if (node?.type.name !== CITATION) return
  editor.view.dispatch(editor.state.tr.setNodeMarkup(position, undefined, { ...node.attrs, ...markAttrs(fields) }))
}

function markAttrs({ sourceId, label, locator, prefix, suffix }: CitationFields): Record<string, string | null> {
  return { sourceId, label: label ?? null, locator: locator ?? null, prefix: prefix ?? null, suffix: suffix ?? null }
}

/** Stands below a position of the text, as wide as the text. */
function At({ editor, position, children }: { editor: Editor; position: number; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState<number | null>(null)
  // Before the browser paints, and before there is anything in the box that takes the focus: the page must not jump.
  useLayoutEffect(() => {
    const parent = box.current?.offsetParent
    if (!parent || editor.isDestroyed) return
    const end = Math.min(position, editor.state.doc.content.size)
    setTop(editor.view.coordsAtPos(end).bottom - parent.getBoundingClientRect().top + 4)
  }, [editor, position])
  return (
    <div ref={box} className={classes.over} style={{ '--top': `${top ?? 0}px` } as CSSProperties}>
      {top !== null && children}
    </div>
  )
}
