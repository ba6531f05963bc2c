import { Button } from '@mantine/core'
import type { KeyInfo } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ago, onDay } from '../i18n/when.ts'
import rows from '../ui/rows.module.css'
import { shown } from '../words/shown.ts'

interface KeyListProps {
  keys: KeyInfo[]
  /** What to say where there are none. */
  empty: string
  onRevoke: (key: KeyInfo) => void
}

export function KeyList({ keys, empty, onRevoke }: KeyListProps) {
  if (keys.length === 0) return <p className={rows.empty}>{empty}</p>
  return (
    <ul className={rows.list}>
      {keys.map((key) => (
        <li key={key.id} className={rows.row}>
          <div className={rows.what}>
            <span className={rows.name}>{shown(key.name)}</span>
            <span className={rows.badge}>{t(`keys.scope.${key.scope}`)}</span>
            <span className={rows.more}>{factsOf(key).join(' · ')}</span>
          </div>
          <Button
            size="xs"
            variant="default"
            aria-label={t('keys.revokeNamed', { name: shown(key.name) })}
            onClick={() => onRevoke(key)}
          >
            {t('keys.revoke')}
          </Button>
        </li>
      ))}
    </ul>
  )
}

function factsOf({ start, chronology, expiresAt, lastUsedAt }: KeyInfo): string[] {
  const hasExpired = expiresAt !== null && Date.parse(expiresAt) <= Date.now()
  return [
    `${start}…`,
    chronology === null ? t('keys.allChronologies') : t('keys.oneChronology', { chronology }),
    lastUsedAt === null ? t('keys.neverUsed') : t('keys.lastUsed', { when: ago(lastUsedAt) }),
    expiresAt === null
      ? t('keys.neverExpires')
      : t(hasExpired ? 'keys.expired' : 'keys.expires', { day: onDay(expiresAt) }),
  ]
}
