/**
 * The editor, bound to a text that was found fit: toolbar, text, and what floats over it. `useEditor` has its ways, and
 * each of them would cost something here; the comments say which. The tests hold them.
 */
import type { UndoHistory } from '@coeval/chronology/ydoc'
import { EditorContent, useEditor } from '@tiptap/react'
import { type KeyboardEvent, useEffect, useLayoutEffect, useState } from 'react'
import type { Awareness } from 'y-protocols/awareness'
import type * as Y from 'yjs'
import { t } from '../../i18n/late.ts'
import { walkHistory } from '../../session/undo-keys.ts'
import type { Verdict } from '../extensions/content-guard.ts'
import textClasses from '../view/rich-text.module.css'
import classes from './bound-editor.module.css'
import { editorOptions } from './editor-options.ts'
import { Floating, type FloatingForm } from './floating.tsx'
import toolbarClasses from './toolbar.module.css'
import { Toolbar } from './toolbar.tsx'

interface Props {
  fragment: Y.XmlFragment
  history: UndoHistory
  awareness: Awareness
  /** Attributes to carry along: see `examine`. */
  attributes: readonly string[]
  label: string
  autoFocus: boolean
  /** This and `onUnfit` are asked for once, when the editor is made. */
  announce: (sentence: string) => void
  /** The text has become unfit, and the editor has let go of it. Never called inside the transaction that brought it. */
  onUnfit: (verdict: Exclude<Verdict, { kind: 'fits' }>) => void
}

export function BoundEditor({ fragment, history, awareness, attributes, label, autoFocus, announce, onUnfit }: Props) {
  const [form, setForm] = useState<FloatingForm>(null)

  const editor = useEditor(
    {
      ...editorOptions({
        fragment,
        history,
        awareness,
        attributes,
        label,
        onWalk: (direction) => walkHistory(history, direction, announce),
        onUnfit: (found) => queueMicrotask(() => onUnfit(found)),
        onTooDeep: () => announce(t('commentary.tooDeep')),
        onOpenCitation: (position) => setForm({ kind: 'citation', position }),
      }),
      // Otherwise an editor is made, and bound, while rendering: two of them under StrictMode.
      immediatelyRender: false,
    },
    // Never an empty list: with one, every render sets the options again, and with them redraws the text.
    [fragment, history, awareness, attributes, label],
  )

  // `useEditor` lets an editor live on for a millisecond, in which the next one may be bound to the same text. In a layout
  // effect it ends before EditorContent does, which would draw the whole text once more.
  useLayoutEffect(() => () => editor?.destroy(), [editor])

  // Once EditorContent has put the text into the page: a child's effects come first.
  useEffect(() => {
    if (autoFocus) editor?.commands.focus('end')
  }, [editor, autoFocus])

  return (
    // Keys are only watched for the link's shortcut; text and tools are separate controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={classes.editor}
      onKeyDown={(event) => {
        if (!isLinkShortcut(event)) return
        event.preventDefault()
        event.stopPropagation()
        setForm({ kind: 'link' })
      }}
    >
      {editor ? (
        <Toolbar
          editor={editor}
          onStep={() => history.endStep()}
          onLink={() => setForm({ kind: 'link' })}
          onCite={() => setForm({ kind: 'new citation' })}
        />
      ) : (
        <div className={toolbarClasses.toolbarRoom} />
      )}
      <EditorContent editor={editor} className={textClasses.text} data-placeholder={t('commentary.placeholder')} />
      {editor && (
        <Floating editor={editor} form={form} onClose={() => setForm(null)} onStep={() => history.endStep()} />
      )}
    </div>
  )
}

function isLinkShortcut({ metaKey, ctrlKey, shiftKey, key }: KeyboardEvent): boolean {
  return (metaKey || ctrlKey) && !shiftKey && key.toLowerCase() === 'k'
}
