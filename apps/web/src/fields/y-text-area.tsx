import { MAX_TITLE_LENGTH } from '@coeval/chronology'
import { changeText } from '@coeval/chronology/ydoc'
import type { KeyboardEvent } from 'react'
import type * as Y from 'yjs'
import { useWritingSession } from '../session/session-context.tsx'
import classes from './field.module.css'
import { useText } from './shared-text/use-text.ts'
import { useYText } from './shared-text/use-y-text.ts'
import { MAX_EDITABLE, TextNote } from './long-text.tsx'
import { PlainField } from './plain-field.tsx'

interface Props {
  text: Y.Text | undefined
  label: string
  placeholder?: string
  className?: string
  /** Takes the focus when it appears: a new event's title. */
  autoFocus?: boolean
  /** Enter ends the field. */
  onEnter?: () => void
}

/** One line of shared text that grows as high as its words need. Line breaks become spaces. */
export function YTextArea(props: Props) {
  const { doc, history } = useWritingSession()
  const { text, label } = props
  const value = useText(text)
  if (text && value.length > MAX_EDITABLE) {
    const replace = (next: string) => history.step(() => changeText(doc, text, oneLine(next)))
    return <PlainField label={label} value={value} onCommit={replace} />
  }
  return (
    <>
      <Area {...props} />
      <TextNote value={value} most={MAX_TITLE_LENGTH} />
    </>
  )
}

function Area({ text, label, placeholder, className, autoFocus, onEnter }: Props) {
  const session = useWritingSession()
  const field = useYText<HTMLTextAreaElement>(session, text, oneLine)
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    onEnter?.()
  }
  return (
    <div className={`${classes.growing} ${className ?? ''}`}>
      <textarea
        ref={field}
        autoFocus={autoFocus}
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        onKeyDown={onKeyDown}
        disabled={!text}
        spellCheck
      />
    </div>
  )
}

function oneLine(value: string): string {
  // The pattern searches from every space for a line break: skipped if there is none.
  if (!/[\r\n]/.test(value)) return value
  return value.replace(/\s*[\r\n]+\s*/g, ' ')
}
