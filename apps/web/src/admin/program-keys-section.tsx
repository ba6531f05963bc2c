import { useState } from 'react'
import { KeyList } from '../keys/key-list.tsx'
import { api, type KeyInfo } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { RevokeKeyDialog } from '../keys/revoke-key-dialog.tsx'
import { PageSection } from '../shell/page-frame.tsx'
import { WithCode } from '../ui/with-code.tsx'
import type { SectionProps } from './section-props.ts'

/** Keys that the command line made: they belong to no person. */
export function ProgramKeysSection({ instance, onReload }: SectionProps) {
  const [revoking, setRevoking] = useState<KeyInfo | null>(null)
  return (
    <PageSection title={t('instance.keys')} intro={<WithCode text={t('instance.keysHint')} />}>
      <KeyList keys={instance.keys} empty={t('instance.noKeys')} onRevoke={setRevoking} />
      {revoking && (
        <DialogBoundary onClose={() => setRevoking(null)}>
          <RevokeKeyDialog
            revoking={revoking}
            onClose={() => setRevoking(null)}
            onConfirm={async () => {
              await api.revokeInstanceKey(revoking.id)
              await onReload()
            }}
          />
        </DialogBoundary>
      )}
    </PageSection>
  )
}
