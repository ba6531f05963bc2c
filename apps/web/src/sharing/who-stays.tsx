import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, type MemberInfo } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { Refusal } from '../ui/refusal.tsx'
import confirm from './confirm-row.module.css'
import { useAttempt } from '../ui/use-attempt.ts'

interface WhoStaysProps {
  id: string
  members: readonly MemberInfo[]
  onChanged: () => void
  onClose: () => void
}

/** A link has ended. People who came by it and are members all the same can be removed here, or kept. */
export function WhoStays({ id, members, onChanged, onClose }: WhoStaysProps) {
  const [left, setLeft] = useState(members)
  const { isBusy, refusal, attempt } = useAttempt()
  const remove = (member: MemberInfo) =>
    void attempt(async () => {
      await api.removeMember(id, member.id)
      setLeft((shown) => shown.filter((each) => each !== member))
      onChanged()
    })
  return (
    <div className={confirm.stay} role="status">
      {left.map((member, place) => (
        <div key={member.id} className={confirm.confirm}>
          <p>{t(`share.stays.${member.role}`, { name: member.name })}</p>
          <Button size="xs" color="red" loading={isBusy} onClick={() => remove(member)}>
            {t('share.removeOf', { name: member.name })}
          </Button>
          {place === left.length - 1 && (
            <Button size="xs" variant="default" onClick={onClose}>
              {t('share.keep', { count: left.length })}
            </Button>
          )}
        </div>
      ))}
      {left.length === 0 && (
        <div className={confirm.confirm}>
          <p>{t('share.nobodyStays')}</p>
          <Button size="xs" variant="default" onClick={onClose}>
            {t('app.close')}
          </Button>
        </div>
      )}
      <Refusal text={refusal} />
    </div>
  )
}
