import { Button } from '@mantine/core'
import { api, type JoinRequest } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { Avatar } from '../person/avatar.tsx'
import classes from './share.module.css'
import { useAttempt } from '../ui/use-attempt.ts'

interface RequestListProps {
  id: string
  requests: readonly JoinRequest[]
  onChanged: () => void
}

/** Who opened a personal link that was made for another, and waits to be let in. */
export function RequestList({ id, requests, onChanged }: RequestListProps) {
  if (requests.length === 0) return null
  return (
    <section className={`${classes.part} ${classes.asking}`} aria-labelledby="requests">
      <h3 id="requests" className={classes.heading}>
        {t('share.requests')} <span className="quiet tabular">{requests.length}</span>
      </h3>
      <ul className={classes.rows}>
        {requests.map((request) => (
          <Request key={request.id} id={id} request={request} onChanged={onChanged} />
        ))}
      </ul>
    </section>
  )
}

function Request({ id, request, onChanged }: { id: string; request: JoinRequest; onChanged: () => void }) {
  const { person, email, isVouched, link, at } = request
  const address = email === null ? t('share.guest') : isVouched ? email : t('share.unvouched', { email })
  const { isBusy, refusal, attempt } = useAttempt()
  const answer = (ask: (chronology: string, request: string) => Promise<unknown>) =>
    void attempt(async () => {
      await ask(id, request.id)
    }).then(onChanged)
  return (
    <li className={classes.row}>
      <Avatar user={person} />
      <div className={classes.what}>
        <p className={classes.name}>
          {person.name} <span className={classes.tag}>{t(`share.role.${link.role}`)}</span>
        </p>
        <p className={classes.details}>{[address, t('share.asked', { when: ago(at) })].join(' · ')}</p>
        <p className={classes.question}>{t('share.requestText', { label: link.label || t('share.unnamed') })}</p>
        {refusal && (
          <p role="alert" className={classes.refusal}>
            {refusal}
          </p>
        )}
      </div>
      <div className={classes.acts}>
        <Button
          size="xs"
          loading={isBusy}
          aria-label={t('share.letInOf', { name: person.name })}
          onClick={() => answer(api.letIn)}
        >
          {t('share.letIn')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          aria-label={t('share.refuseOf', { name: person.name })}
          onClick={() => answer(api.refuseRequest)}
        >
          {t('share.refuse')}
        </Button>
      </div>
    </li>
  )
}
