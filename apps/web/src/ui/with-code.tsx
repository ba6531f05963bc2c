import { Fragment } from 'react'

/** A sentence in which `commands` stand between backticks. */
export function WithCode({ text }: { text: string }) {
  return text.split('`').map((part, index) =>
    // Texts do not change their order.
    // oxlint-disable-next-line react/no-array-index-key
    index % 2 === 1 ? <code key={index}>{part}</code> : <Fragment key={index}>{part}</Fragment>,
  )
}
