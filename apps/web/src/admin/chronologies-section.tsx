import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, type InstanceChronology } from '../api/client.ts'
import { bytesInWords } from '../i18n/bytes.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { useMe } from '../person/me-store.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { PageSection } from '../shell/page-frame.tsx'
import { navigate } from '../navigation/browser-history.ts'
import { chronologyPath } from '../navigation/router.ts'
import type { SectionProps } from './section-props.ts'
import rows from '../ui/rows.module.css'
import { shown } from '../words/shown.ts'

/** All chronologies of this server, with what its administrator has to know of them. */
export function ChronologiesSection({ instance }: SectionProps) {
  const me = useMe()
  const [taking, setTaking] = useState<InstanceChronology | null>(null)
  return (
    <PageSection title={t('instance.chronologies')} intro={t('instance.chronologiesHint')}>
      {instance.chronologies.length === 0 && <p className={rows.empty}>{t('instance.noChronologies')}</p>}
      <ul className={rows.list}>
        {instance.chronologies.map((chronology) => (
          <li key={chronology.id} className={rows.row}>
            <div className={rows.what}>
              <span className={rows.name}>{titleOf(chronology)}</span>
              <span className={rows.badge}>{t(`visibility.${chronology.visibility}`)}</span>
              {chronology.trashedAt !== null && <span className={rows.badge}>{t('instance.inTrash')}</span>}
              <span className={rows.more}>{factsOf(chronology).join(' · ')}</span>
            </div>
            {!chronology.owners.some(({ id }) => id === me?.person?.id) && (
              <Button
                size="xs"
                variant="default"
                aria-label={t('instance.becomeOwnerOf', { title: titleOf(chronology) })}
                onClick={() => setTaking(chronology)}
              >
                {t('instance.becomeOwner')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {taking && (
        <DialogBoundary onClose={() => setTaking(null)}>
          <ConfirmDialog
            title={t('instance.becomeOwnerOf', { title: titleOf(taking) })}
            text={t('instance.becomeOwnerText')}
            confirm={t('instance.becomeOwner')}
            onClose={() => setTaking(null)}
            onConfirm={async () => navigate(chronologyPath((await api.becomeOwner(taking.id)).id))}
          />
        </DialogBoundary>
      )}
    </PageSection>
  )
}

function titleOf({ title }: InstanceChronology): string {
  return shown(title) || t('home.untitled')
}

function factsOf({ owners, bytes, updatedAt }: InstanceChronology): string[] {
  return [
    owners.length > 0
      ? t('instance.ownedBy', { names: owners.map(({ name }) => name).join(', ') })
      : t('instance.ownedByNobody'),
    bytesInWords(bytes),
    t('home.updated', { when: ago(updatedAt) }),
  ]
}
