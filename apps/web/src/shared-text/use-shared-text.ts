/**
 * An input that follows a Y.Text letter by letter: every keystroke is an edit of the document, a colleague's keystrokes
 * appear at once, and my caret stays with the letters that it stood at. While an input method composes (Japanese,
 * Chinese), the text is written when the composition ends: half a syllable is not an edit.
 */
import { changeText } from '@coeval/chronology/ydoc'
import { type ChangeEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { useSession } from '../session/session-context.tsx'
import { caretAfter } from './caret.ts'

type Field = HTMLInputElement | HTMLTextAreaElement

export function useSharedText<F extends Field>(text: Y.Text | undefined, input: RefObject<F | null>) {
  const { doc } = useSession()
  const [value, setValue] = useState(() => text?.toString() ?? '')
  const composing = useRef(false)
  const caret = useRef<{ start: number; end: number } | null>(null)

  useEffect(() => {
    if (!text) return
    setValue(text.toString())
    const onChange = (event: Y.YTextEvent) => {
      const field = input.current
      if (!event.transaction.local && field && document.activeElement === field) {
        caret.current = {
          start: caretAfter(field.selectionStart ?? 0, event.delta),
          end: caretAfter(field.selectionEnd ?? 0, event.delta),
        }
      }
      if (!composing.current) setValue(text.toString())
    }
    text.observe(onChange)
    return () => text.unobserve(onChange)
  }, [text, input])

  // After React has put the new value in, and before the browser paints.
  useLayoutEffect(() => {
    if (caret.current && input.current) input.current.setSelectionRange(caret.current.start, caret.current.end)
    caret.current = null
  })

  const write = useCallback(
    (next: string) => {
      setValue(next)
      if (text && !composing.current) changeText(doc, text, next)
    },
    [doc, text],
  )
  return {
    value,
    onChange: (event: ChangeEvent<F>) => write(event.currentTarget.value),
    onCompositionStart: () => {
      composing.current = true
    },
    onCompositionEnd: (event: { currentTarget: F }) => {
      composing.current = false
      write(event.currentTarget.value)
    },
  }
}
