import type { Collection } from '@coeval/chronology'
import { textOf } from '@coeval/chronology/ydoc'
import { useRef } from 'react'
import { useSession } from '../session/session-context.tsx'
import { useSharedText } from './use-shared-text.ts'

interface SharedTextInputProps {
  of: { collection: Collection; id: string } | 'meta'
  field: string
  label: string
  placeholder?: string
  className?: string
}

/** A one-line input on a text field of the document. Undo and redo go to the shared history, not to the browser's. */
export function SharedTextInput({ of, field, label, placeholder, className }: SharedTextInputProps) {
  const { doc, history } = useSession()
  const input = useRef<HTMLInputElement>(null)
  const shared = useSharedText(textOf(doc, of, field), input)
  return (
    <input
      ref={input}
      className={className}
      aria-label={label}
      placeholder={placeholder}
      onFocus={() => history.endStep()}
      onBlur={() => history.endStep()}
      {...shared}
    />
  )
}
