import { Button } from '@mantine/core'
import { api, type JoinRequest } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { Avatar } from '../person/avatar.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { DialogPart } from '../ui/dialog-part.tsx'
import rows from './share-rows.module.css'
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
    <DialogPart
      isPressing
      heading={
        <>
          {t('share.requests')} <span className="quiet tabular">{requests.length}</span>
        </>
      }
    >
      <ul className={rows.rows} data-pressing>
        {requests.map((request) => (
          <Request key={request.id} id={id} request={request} onChanged={onChanged} />
        ))}
      </ul>
    </DialogPart>
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
    <li className={rows.row}>
      <Avatar user={person} />
      <div className={rows.what}>
        <p className={rows.name}>
          {person.name} <span className={rows.tag}>{t(`role.name.${link.role}`)}</span>
        </p>
        <p className={rows.details}>{[address, t('share.asked', { when: ago(at) })].join(' · ')}</p>
        <p className={rows.question}>{t('share.requestText', { label: link.label || t('share.unnamed') })}</p>
        <Refusal text={refusal} />
      </div>
      <div className={rows.acts}>
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
