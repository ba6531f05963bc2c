// On a narrow screen CSS makes the rows no table, so the roles of a table are set explicitly.
/* oxlint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role */
import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import type { AuditPage, AuditQuery } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { atTime } from '../i18n/when.ts'
import { Failure } from '../ui/failure.tsx'
import { useAttempt } from '../ui/use-attempt.ts'
import { useLoaded } from '../ui/use-loaded.ts'
import { chronologyPath, followLink } from '../navigation/router.ts'
import { actionInWords } from '../words/action-in-words.ts'
import rows from '../ui/rows.module.css'
import classes from './audit-log.module.css'
import { shown } from '../words/shown.ts'

const PAGE_ENTRIES = 50

interface AuditLogProps {
  /** One page; must keep its identity. */
  load: (page: AuditQuery) => Promise<AuditPage>
  csvAddress: string
  /** False in the log of one chronology, where it goes without saying. */
  namesChronology?: boolean
}

/** Who did what and when, the latest first: of the instance, or of one chronology. */
export function AuditLog({ load, csvAddress, namesChronology = true }: AuditLogProps) {
  const { loaded, reload } = useLoaded(useCallback(() => load({ limit: PAGE_ENTRIES }), [load]))
  const [older, setOlder] = useState<AuditPage | null>(null)
  const { isBusy, failure, attempt } = useAttempt()
  const renew = () =>
    attempt(async () => {
      await reload()
      setOlder(null)
    })
  if (loaded.phase === 'loading') return <p role="status">{t('app.loading')}</p>
  if (loaded.phase === 'failed') return <Failure error={loaded.error} onRetry={() => void reload()} />
  const entries = [...loaded.value.entries, ...(older?.entries ?? [])]
  const { next } = older ?? loaded.value
  const showMore = (before: number) =>
    attempt(async () => {
      const page = await load({ limit: PAGE_ENTRIES, before })
      setOlder({ entries: [...(older?.entries ?? []), ...page.entries], next: page.next })
    })

  return (
    <>
      <div className={classes.tools}>
        <Button size="xs" variant="default" component="a" href={csvAddress} download>
          {t('audit.csv')}
        </Button>
        <Button size="xs" variant="default" onClick={() => void renew()}>
          {t('audit.renew')}
        </Button>
      </div>
      {entries.length === 0 && <p className={rows.empty}>{t('audit.empty')}</p>}
      {entries.length > 0 && (
        <table className={classes.log} role="table" aria-label={t('audit.title')}>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader">{t('audit.when')}</th>
              <th role="columnheader">{t('audit.what')}</th>
              <th role="columnheader">{t('audit.address')}</th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {entries.map((entry) => (
              <tr key={entry.id} role="row">
                <td role="cell" className="tabular quiet">
                  <time dateTime={entry.at}>{atTime(entry.at)}</time>
                </td>
                <td role="cell">
                  {actionInWords(entry)}
                  {entry.detail !== null && <span className="quiet"> ({shown(entry.detail)})</span>}
                  {namesChronology && entry.chronology && (
                    <>
                      {' · '}
                      <a href={chronologyPath(entry.chronology.id)} onClick={followLink}>
                        {shown(entry.chronology.title) || t('home.untitled')}
                      </a>
                    </>
                  )}
                </td>
                <td role="cell" className="tabular quiet">
                  {entry.address}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {failure !== null && <Failure error={failure} />}
      {next !== null && (
        <Button mt="md" variant="default" loading={isBusy} onClick={() => void showMore(next)}>
          {t('audit.more')}
        </Button>
      )}
    </>
  )
}
