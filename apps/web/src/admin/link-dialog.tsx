import { Button, Modal } from '@mantine/core'
import type { OneTimeLink } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { atTime } from '../i18n/when.ts'
import { CopyField } from '../ui/copy-field.tsx'
import forms from '../ui/form.module.css'

interface LinkDialogProps {
  title: string
  /** What people who get it can do with it. */
  text: string
  link: OneTimeLink
  onClose: () => void
}

/** A link that works once, shown once. */
export function LinkDialog({ title, text, link, onClose }: LinkDialogProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={title}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className={forms.form}>
        <p className={forms.text}>
          {text} {t('instance.linkOnce', { when: atTime(link.expiresAt) })}
        </p>
        <CopyField label={t('instance.link')} value={link.url} />
        <div className={forms.actions}>
          <Button data-autofocus onClick={onClose}>
            {t('keys.done')}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
