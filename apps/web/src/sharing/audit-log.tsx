import { Button } from '@mantine/core'
import { useCallback, useState } from 'react'
import { api, type AuditEntry } from '../api/client.ts'
import { timesInWords } from '../words/action-in-words.ts'
import { t } from '../i18n/late.ts'
import { atTime } from '../i18n/when.ts'
import classes from './share.module.css'
import { useAttempt } from '../ui/use-attempt.ts'
import { shown } from '../words/shown.ts'

const PAGE = 20

/** What happened here, the latest first; loaded when somebody wants it. */
export function AuditLog({ id }: { id: string }) {
  const [entries, setEntries] = useState<readonly AuditEntry[] | null>(null)
  const [next, setNext] = useState<number | null>(null)
  const { isBusy, refusal, attempt } = useAttempt()
  const load = useCallback(
    (before: number | undefined) =>
      void attempt(async () => {
        const page = await api.audit(id, { before, limit: PAGE })
        setEntries((shown) => (before === undefined ? page.entries : [...(shown ?? []), ...page.entries]))
        setNext(page.next)
      }),
    [id, attempt],
  )
  return (
    <details
      className={classes.log}
      onToggle={(event) => event.currentTarget.open && entries === null && load(undefined)}
    >
      <summary className={classes.heading}>{t('share.log')}</summary>
      {entries?.length === 0 && <p className="quiet">{t('share.logEmpty')}</p>}
      {entries && entries.length > 0 && (
        <ol className={classes.entries}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <time className="quiet tabular" dateTime={entry.at}>
                {atTime(entry.at)}
              </time>
              <span>{inWords(entry)}</span>
            </li>
          ))}
        </ol>
      )}
      {refusal && (
        <p role="alert" className={classes.refusal}>
          {refusal}
        </p>
      )}
      <div className={classes.confirm}>
        {next !== null && (
          <Button size="xs" variant="default" loading={isBusy} onClick={() => load(next)}>
            {t('share.logMore')}
          </Button>
        )}
        {entries && entries.length > 0 && (
          <Button size="xs" variant="subtle" component="a" href={api.auditCsvAddress(id)} download>
            {t('share.logCsv')}
          </Button>
        )}
      </div>
    </details>
  )
}

/** "Aigerim: role changed, Timur (editor → viewer)". */
function inWords({ actor, action, subject, detail, address, count }: AuditEntry): string {
  const what = [t(`share.did.${action}`), shown(subject)].filter(Boolean).join(': ')
  const more = [count > 1 && timesInWords(count), shown(detail), address].filter(Boolean).join(', ')
  return `${shown(actor?.name) || t('share.somebody')} · ${what}${more ? ` (${more})` : ''}`
}
