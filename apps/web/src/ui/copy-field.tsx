import { Button, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { t } from '../i18n/index.ts'
import classes from './copy-field.module.css'

/** A text to take away: read-only, selected when it is entered, with a button that copies it. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const field = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const copy = async () => {
    try {
      // Missing where the page came by plain HTTP.
      await navigator.clipboard.writeText(value)
      setSaid(t('copy.copied'))
    } catch {
      field.current?.focus()
      setSaid(t('copy.byHand'))
    }
  }
  return (
    <div className={classes.copy}>
      <TextInput
        ref={field}
        className={classes.field}
        label={label}
        value={value}
        readOnly
        spellCheck={false}
        autoComplete="off"
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" onClick={() => void copy()}>
        {t('copy.copy')}
      </Button>
      <p className={classes.said} role="status">
        {said}
      </p>
    </div>
  )
}
