import { MAX_NAME_LENGTH } from '@coeval/api/limits'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { setMe } from '../person/me-store.ts'
import { useWorkspace } from '../view/workspace-context.tsx'
import classes from './name-prompt.module.css'

/** Kept for as long as the page, so that nobody is asked again by each chronology that they open. */
let isAnswered = false

/**
 * What name should others see? The prompt stands beside the work and takes no focus: people go on typing, and what
 * they write is saved under the name that they have until then.
 */
export default function NamePrompt({ name }: { name: string }) {
  const { announce } = useWorkspace()
  const [wished, setWished] = useState('')
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [isOpen, setOpen] = useState(!isAnswered)
  if (!isOpen) return null

  const choose = async (chosen: string) => {
    setBusy(true)
    try {
      // Also the made-up name: then the server knows that it was chosen, and no other page asks again.
      setMe(await api.changeMe({ name: chosen }))
      isAnswered = true
      setOpen(false)
      announce(t('namePrompt.done', { name: chosen }))
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (wished.trim()) void choose(wished.trim())
  }
  return (
    <form className={classes.prompt} aria-label={t('namePrompt.question')} onSubmit={onSubmit}>
      <TextInput
        label={t('namePrompt.question')}
        description={t('namePrompt.hint')}
        placeholder={name}
        value={wished}
        error={failure}
        maxLength={MAX_NAME_LENGTH}
        autoComplete="name"
        onChange={(event) => setWished(event.currentTarget.value)}
      />
      <div className={classes.ways}>
        <Button type="submit" size="sm" loading={isBusy} disabled={wished.trim() === ''}>
          {t('namePrompt.save')}
        </Button>
        <Button size="sm" variant="default" disabled={isBusy} onClick={() => void choose(name)}>
          {t('namePrompt.keep', { name })}
        </Button>
      </div>
    </form>
  )
}
