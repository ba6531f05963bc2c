import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { PlainButton } from '../ui/plain-button.tsx'
import classes from './boundary.module.css'

/** Details for fixing the program, folded, with a button that copies them. */
export function FaultDetails({ error }: { error: unknown }) {
  const [said, setSaid] = useState('')
  const text = inFull(error)
  const copy = async () => {
    try {
      // Missing where the page came by plain HTTP.
      await navigator.clipboard.writeText(text)
      setSaid(t('copy.copied'))
    } catch {
      setSaid(t('fault.copyByHand'))
    }
  }
  return (
    <details className={classes.details}>
      <summary>{t('fault.details')}</summary>
      <textarea
        className={classes.trace}
        readOnly
        rows={5}
        spellCheck={false}
        aria-label={t('fault.details')}
        value={text}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p>
        <PlainButton size="small" onClick={() => void copy()}>
          {t('copy.copy')}
        </PlainButton>{' '}
        <span role="status">{said}</span>
      </p>
    </details>
  )
}

function inFull(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const stack = error.stack ?? ''
  // Some browsers leave the message out of the stack.
  return stack.includes(error.message) ? stack : `${error.name}: ${error.message}\n${stack}`
}
