import { MAX_EMAIL_LENGTH } from '@coeval/api/limits'
import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, type NewLink, type Role } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { LinkAddress } from './link-address.tsx'
import { RoleSelect, ROLES } from './role-select.tsx'
import form from './share-form.module.css'
import { useAttempt } from '../ui/use-attempt.ts'

type Outcome = { kind: 'added'; name: string; role: Role } | { kind: 'invited'; email: string; link: NewLink } | null

/** One field for people: people with an account are in at once; everybody else gets a personal link, to be passed on. */
export function InvitePerson({ id, onAdded }: { id: string; onAdded: () => void }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('editor')
  const [outcome, setOutcome] = useState<Outcome>(null)
  const { isBusy, refusal, attempt } = useAttempt()
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (!email.trim()) return
    void attempt(async () => {
      const answer = await api.addMember(id, { email: email.trim(), role })
      if ('member' in answer) setOutcome({ kind: 'added', name: answer.member.name, role: answer.member.role })
      else setOutcome({ kind: 'invited', email: email.trim(), link: answer.invitation })
      setEmail('')
      onAdded()
    })
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <div className={form.fields}>
        <TextInput
          data-autofocus
          className={form.wide}
          label={t('share.email')}
          type="email"
          inputMode="email"
          autoComplete="off"
          value={email}
          error={refusal}
          maxLength={MAX_EMAIL_LENGTH}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <RoleSelect label={t('share.roleLabel')} roles={ROLES} value={role} onChange={setRole} />
        <Button type="submit" loading={isBusy} disabled={email.trim() === ''}>
          {t('share.add')}
        </Button>
      </div>
      <p className={form.hint}>{t(`role.hint.${role}`)}</p>
      <div role="status">
        {outcome?.kind === 'added' && (
          <p className={form.done}>{t(`share.added.${outcome.role}`, { name: outcome.name })}</p>
        )}
      </div>
      {outcome?.kind === 'invited' && (
        <div className={form.made}>
          <p>{t('share.invited', { email: outcome.email })}</p>
          <LinkAddress label={t('share.personalLink')} url={outcome.link.url} />
        </div>
      )}
    </form>
  )
}
