import { patientLazy } from '../ui/patient-lazy.tsx'
import { Button } from '@mantine/core'
import { Suspense, useState } from 'react'
import { api, type KeyInfo } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { RevokeKeyDialog } from '../keys/revoke-key-dialog.tsx'
import { Failure } from '../ui/failure.tsx'
import { PageSection } from '../shell/page-frame.tsx'
import { useLoaded } from '../ui/use-loaded.ts'
import { KeyList } from '../keys/key-list.tsx'

const KeyDialog = patientLazy(() => import('../keys/key-dialog.tsx'))

/** Keys with which programs act for one. */
export function KeysSection() {
  const { loaded, reload } = useLoaded(api.keys)
  const [isMaking, setMaking] = useState(false)
  const [revoking, setRevoking] = useState<KeyInfo | null>(null)
  return (
    <PageSection
      title={t('keys.title')}
      intro={t('keys.intro')}
      actions={
        <Button size="xs" variant="default" onClick={() => setMaking(true)}>
          {t('keys.make')}
        </Button>
      }
    >
      {loaded.phase === 'loading' && <p role="status">{t('app.loading')}</p>}
      {loaded.phase === 'failed' && <Failure error={loaded.error} onRetry={() => void reload()} />}
      {loaded.phase === 'ready' && <KeyList keys={loaded.value} empty={t('keys.empty')} onRevoke={setRevoking} />}
      <Suspense fallback={null}>
        {isMaking && (
          <DialogBoundary onClose={() => setMaking(false)}>
            <KeyDialog onClose={() => setMaking(false)} onMade={() => void reload()} />
          </DialogBoundary>
        )}
      </Suspense>
      {revoking && (
        <DialogBoundary onClose={() => setRevoking(null)}>
          <RevokeKeyDialog
            revoking={revoking}
            onClose={() => setRevoking(null)}
            onConfirm={async () => {
              await api.revokeKey(revoking.id)
              await reload()
            }}
          />
        </DialogBoundary>
      )}
    </PageSection>
  )
}
