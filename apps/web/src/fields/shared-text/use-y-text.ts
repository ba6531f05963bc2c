/**
 * A field that follows a Y.Text letter by letter, both ways. It is uncontrolled: React never sets its value, so a
 * colleague's letters arrive without losing my caret, and an input method composes undisturbed. While it composes,
 * remote changes wait in the document and what was composed is placed where it was meant.
 */
import { changeText, edit, spliceBetween } from '@coeval/chronology/ydoc'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import type * as Y from 'yjs'
import type { WritingSession } from '../../session/session-context.tsx'
import { endOfChange, mapOffset, mapSplice, type TextDelta } from './caret-mapping.ts'

type Session = Pick<WritingSession, 'doc' | 'history'>

/** `clean` is applied to what is typed or pasted: a title is one line. */
export function useYText<Field extends HTMLTextAreaElement | HTMLInputElement>(
  session: Session,
  text: Y.Text | undefined,
  clean: (value: string) => string = (value) => value,
): RefObject<Field | null> {
  const field = useRef<Field>(null)
  const cleaning = useRef(clean)
  useLayoutEffect(() => {
    cleaning.current = clean
  })

  useEffect(() => {
    const element = field.current
    if (!element || !text) return
    return bindField(element, text, session, (value) => cleaning.current(value))
  }, [session, text])

  return field
}

/** Binds the element until the returned function is called. */
export function bindField(
  element: HTMLTextAreaElement | HTMLInputElement,
  text: Y.Text,
  { doc, history }: Session,
  clean: (value: string) => string,
): () => void {
  // What the shared text says; its `toString` is Yjs' own.
  // oxlint-disable-next-line typescript/no-base-to-string
  const textNow = () => text.toString()
  let composition: { base: string; deltas: TextDelta[][] } | null = null

  const show = (value: string, delta: readonly TextDelta[] | null, follow: boolean) => {
    if (element.value !== value) {
      const { selectionStart, selectionEnd, selectionDirection } = element
      element.value = value
      if (delta && element.ownerDocument.activeElement === element) {
        const start = follow ? endOfChange(delta) : mapOffset(selectionStart ?? 0, delta)
        const end = follow ? start : mapOffset(selectionEnd ?? 0, delta)
        element.setSelectionRange(start, end, selectionDirection ?? undefined)
      }
    }
    // The mirror behind the field that gives it its height.
    if (element.parentElement) element.parentElement.dataset.value = value
  }

  const onRemote = (event: Y.YTextEvent, transaction: Y.Transaction) => {
    const delta = event.delta as TextDelta[]
    if (composition) composition.deltas.push(delta)
    else show(textNow(), delta, transaction.origin === history.manager)
  }
  const onInput = () => {
    if (composition) {
      if (element.parentElement) element.parentElement.dataset.value = element.value
      return
    }
    const caret = element.selectionStart ?? 0
    const value = clean(element.value)
    const cleanCaret = clean(element.value.slice(0, caret)).length
    if (value !== element.value) {
      element.value = value
      element.setSelectionRange(cleanCaret, cleanCaret)
    }
    changeText(doc, text, value)
    if (element.parentElement) element.parentElement.dataset.value = value
  }
  const onCompositionStart = () => {
    composition = { base: textNow(), deltas: [] }
  }
  const onCompositionEnd = () => {
    if (!composition) return
    const { base, deltas } = composition
    composition = null
    const composed = spliceBetween(base, clean(element.value))
    const { start, end, insert } = mapSplice(composed, deltas)
    edit(doc, () => {
      if (end > start) text.delete(start, end - start)
      if (insert) text.insert(start, insert)
    })
    const caret = start + insert.length
    const value = textNow()
    if (element.value !== value) element.value = value
    if (element.ownerDocument.activeElement === element) element.setSelectionRange(caret, caret)
  }
  // The browser's own undo, from its menu or a shaken phone, would bring back a state without the colleague's letters.
  const onBeforeInput = (event: Event) => {
    const { inputType } = event as InputEvent
    if (inputType !== 'historyUndo' && inputType !== 'historyRedo') return
    event.preventDefault()
    if (inputType === 'historyUndo') history.undo()
    else history.redo()
  }
  const onEdge = () => history.endStep()

  show(textNow(), null, false)
  text.observe(onRemote)
  element.addEventListener('input', onInput)
  element.addEventListener('compositionstart', onCompositionStart)
  element.addEventListener('compositionend', onCompositionEnd)
  element.addEventListener('beforeinput', onBeforeInput)
  element.addEventListener('focus', onEdge)
  element.addEventListener('blur', onEdge)
  return () => {
    text.unobserve(onRemote)
    element.removeEventListener('input', onInput)
    element.removeEventListener('compositionstart', onCompositionStart)
    element.removeEventListener('compositionend', onCompositionEnd)
    element.removeEventListener('beforeinput', onBeforeInput)
    element.removeEventListener('focus', onEdge)
    element.removeEventListener('blur', onEdge)
  }
}
