import { Alert } from '@mantine/core'
import { bytesInWords } from '../i18n/bytes.ts'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { PageSection } from '../shell/page-frame.tsx'
import { followLink } from '../navigation/router.ts'
import type { SectionProps } from './section-props.ts'
import rows from '../ui/rows.module.css'

/** What the server says of itself and of its disk. */
export function HealthSection({ instance: { health, storage } }: SectionProps) {
  return (
    <PageSection
      title={t('instance.health')}
      actions={
        <a className={rows.action} href="/checkup" onClick={followLink}>
          {t('me.checkup')}
        </a>
      }
    >
      {health.trouble && (
        <Alert color="red" role="alert" mt="md">
          {health.trouble}
        </Alert>
      )}
      <dl className={rows.facts}>
        <dt>{t('instance.version')}</dt>
        <dd>{t('instance.versionSince', { version: health.version, when: ago(health.startedAt) })}</dd>
        <dt>{t('instance.address')}</dt>
        <dd>{health.baseUrl}</dd>
        <dt>{t('instance.now')}</dt>
        <dd>
          {t('instance.connections', { count: health.connections })},{' '}
          {t('instance.openChronologies', { count: health.openChronologies })}
        </dd>
        <dt>{t('instance.storage')}</dt>
        <dd>
          {t('instance.storageText', {
            used: bytesInWords(storage.databaseBytes),
            free: bytesInWords(storage.freeBytes),
            total: bytesInWords(storage.totalBytes),
          })}
        </dd>
      </dl>
    </PageSection>
  )
}
