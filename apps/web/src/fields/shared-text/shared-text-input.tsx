import { type Collection, hidesControls, MAX_TITLE_LENGTH, shownText } from '@coeval/chronology'
import { textOf } from '@coeval/chronology/ydoc'
import { useWritingSession } from '../../session/session-context.tsx'
import { useText } from './use-text.ts'
import { useYText } from './use-y-text.ts'

interface SharedTextInputProps {
  of: { collection: Collection; id: string } | 'meta'
  field: string
  label: string
  placeholder?: string
  className?: string
}

/** Longer texts are edited in the introduction: there is no room here to explain why they are shortened. */
const MAX_EDITABLE = MAX_TITLE_LENGTH * 4

/** A one-line input on a text field of the document. One too long for it, or with hidden characters, is shown to be read. */
export function SharedTextInput(props: SharedTextInputProps) {
  const { of, field, label, className } = props
  const { doc } = useWritingSession()
  const value = useText(textOf(doc, of, field))
  if (value.length <= MAX_EDITABLE && !hidesControls(value)) return <Input {...props} />
  return <input className={className} aria-label={label} value={shownText(value, MAX_TITLE_LENGTH)} readOnly />
}

function Input({ of, field, label, placeholder, className }: SharedTextInputProps) {
  const session = useWritingSession()
  const input = useYText<HTMLInputElement>(session, textOf(session.doc, of, field))
  return (
    <input
      ref={input}
      className={className}
      aria-label={label}
      placeholder={placeholder}
      maxLength={MAX_TITLE_LENGTH}
    />
  )
}
