import type { Collection } from '@coeval/chronology'
import { textOf } from '@coeval/chronology/ydoc'
import { useWritingSession } from '../session/session-context.tsx'
import { useYText } from './use-y-text.ts'

interface SharedTextInputProps {
  of: { collection: Collection; id: string } | 'meta'
  field: string
  label: string
  placeholder?: string
  className?: string
}

/** A one-line input on a text field of the document. */
export function SharedTextInput({ of, field, label, placeholder, className }: SharedTextInputProps) {
  const session = useWritingSession()
  const input = useYText<HTMLInputElement>(session, textOf(session.doc, of, field))
  return <input ref={input} className={className} aria-label={label} placeholder={placeholder} />
}
