import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { api, type OneTimeLink, type SignUp } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { Failure } from '../ui/failure.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import { PageSection } from '../shell/page-frame.tsx'
import type { SectionProps } from './section-props.ts'
import { LinkDialog } from './link-dialog.tsx'
import rows from '../ui/rows.module.css'

const WAYS: SignUp[] = ['invitation', 'open']

/** Who may create an account, and invitations. */
export function SignUpSection({ instance, onChange }: SectionProps) {
  const { failure, attempt } = useAttempt()
  const [link, setLink] = useState<OneTimeLink | null>(null)
  return (
    <PageSection
      title={t('instance.signUp')}
      actions={
        <Button
          size="xs"
          variant="default"
          onClick={() => void attempt(async () => setLink(await api.createInvitation()))}
        >
          {t('instance.invite')}
        </Button>
      }
    >
      {failure !== null && <Failure error={failure} />}
      <Radio.Group
        className={rows.radios}
        aria-label={t('instance.signUp')}
        value={instance.signUp}
        onChange={(way) =>
          void attempt(async () =>
            onChange(await api.changeInstance({ signUp: way === 'open' ? 'open' : 'invitation' })),
          )
        }
      >
        {WAYS.map((way) => (
          <Radio
            key={way}
            value={way}
            label={t(`instance.signUpWay.${way}`)}
            description={t(`instance.signUpHint.${way}`)}
          />
        ))}
      </Radio.Group>
      {link && (
        <DialogBoundary onClose={() => setLink(null)}>
          <LinkDialog
            title={t('instance.invite')}
            text={t('instance.inviteText')}
            link={link}
            onClose={() => setLink(null)}
          />
        </DialogBoundary>
      )}
    </PageSection>
  )
}
