import type { InputHTMLAttributes } from 'react'
import { LongText, MAX_EDITABLE, TextNote } from './long-text.tsx'

interface Props {
  label: string
  value: string
  /** Characters that can be typed. */
  most: number
  multiline?: boolean
  onValue: (value: string) => void
}

type Rest = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'className' | 'placeholder' | 'autoFocus' | 'type' | 'inputMode' | 'aria-invalid'
>

/** A field of a form that is saved as a whole. A text that is too long for it is shown, and replaced only on demand. */
export function BoundedInput({ label, value, most, multiline, onValue, type = 'text', ...rest }: Props & Rest) {
  if (value.length > MAX_EDITABLE) {
    return <LongText label={label} value={value} most={most} onReplace={() => onValue('')} />
  }
  const common = {
    ...rest,
    value,
    maxLength: most,
    'data-draft': '',
    onChange: (event: { target: { value: string } }) => onValue(event.target.value),
  }
  return (
    <>
      {multiline ? <textarea rows={2} {...common} /> : <input type={type} {...common} />}
      <TextNote value={value} most={most} />
    </>
  )
}
