import { Switch } from '@mantine/core'
import { api, type Visibility } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { DialogPart } from '../ui/dialog-part.tsx'
import { useAttempt } from '../ui/use-attempt.ts'

interface VisibilitySwitchProps {
  id: string
  visibility: Visibility
  onChanged: () => void
}

/** Private, or open to be read by everybody: one switch, with words for what it does. */
export function VisibilitySwitch({ id, visibility, onChanged }: VisibilitySwitchProps) {
  const { isBusy, refusal, attempt } = useAttempt()
  const set = (next: Visibility) =>
    void attempt(async () => {
      await api.setVisibility(id, next)
      onChanged()
    })
  return (
    <DialogPart heading={t('share.visibility')}>
      <Switch
        label={t('share.public')}
        description={t(visibility === 'public' ? 'share.publicHint' : 'share.privateHint')}
        checked={visibility === 'public'}
        disabled={isBusy}
        error={refusal}
        onChange={(event) => set(event.currentTarget.checked ? 'public' : 'private')}
      />
    </DialogPart>
  )
}
