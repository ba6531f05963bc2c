import { Button } from '@mantine/core'
import { useState } from 'react'
import { api, type LinkInfo, type MemberInfo, type Role, type Sharing } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { useMe } from '../person/me-store.ts'
import { Avatar } from '../person/avatar.tsx'
import { RoleSelect, ROLES } from './role-select.tsx'
import { Refusal } from '../ui/refusal.tsx'
import { DialogPart } from '../ui/dialog-part.tsx'
import confirm from './confirm-row.module.css'
import rows from './share-rows.module.css'
import { useAttempt } from '../ui/use-attempt.ts'
import { shown } from '../words/shown.ts'

interface MemberListProps {
  id: string
  sharing: Sharing
  onChanged: () => void
}

/** Who may come in, with the role of each: by membership, or by a link. */
export function MemberList({ id, sharing: { members, links }, onChanged }: MemberListProps) {
  return (
    <DialogPart
      heading={
        <>
          {t('share.members')} <span className="quiet tabular">{members.length}</span>
        </>
      }
    >
      <ul className={rows.rows}>
        {members.map((member) => (
          <Member
            key={`${member.id} ${JSON.stringify(member.via)}`}
            id={id}
            member={member}
            links={links}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </DialogPart>
  )
}

interface MemberProps {
  id: string
  member: MemberInfo
  links: readonly LinkInfo[]
  onChanged: () => void
}

function Member({ id, member, links, onChanged }: MemberProps) {
  const isMe = useMe()?.person?.id === member.id
  const [isAsking, setAsking] = useState(false)
  const { isBusy, refusal, attempt } = useAttempt()
  const change = (role: Role) =>
    void attempt(async () => {
      await api.changeMember(id, member.id, role)
      onChanged()
    })
  const remove = () =>
    void attempt(async () => {
      await api.removeMember(id, member.id)
      onChanged()
    })
  return (
    <li className={rows.row}>
      <Avatar user={member} />
      <div className={rows.what}>
        <p className={rows.name}>{isMe ? t('people.you', { name: member.name }) : member.name}</p>
        <p className={rows.details}>{detailsOf(member, links)}</p>
        <Refusal text={refusal} />
        {isAsking && (
          <div className={confirm.confirm}>
            <p>{t('share.removeText', { name: member.name })}</p>
            <Button size="xs" color="red" loading={isBusy} onClick={remove}>
              {t('share.remove')}
            </Button>
            <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </Button>
          </div>
        )}
      </div>
      <div className={rows.acts}>
        <RoleSelect
          label={t('share.roleOf', { name: member.name })}
          isLabelHidden
          roles={ROLES}
          value={member.role}
          disabled={isBusy}
          onChange={change}
        />
        {!isAsking && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('share.removeOf', { name: member.name })}
            onClick={() => setAsking(true)}
          >
            {t('share.remove')}
          </Button>
        )}
      </div>
    </li>
  )
}

function detailsOf({ name, email, isGuest, via, lastSeenAt, updates }: MemberInfo, links: readonly LinkInfo[]): string {
  const label =
    via === 'membership' ? null : shown(links.find(({ id }) => id === via.link)?.label) || t('share.unnamed')
  return [
    email === name ? null : (email ?? (isGuest ? t('share.guest') : null)),
    label !== null && t('share.byLink', { label }),
    lastSeenAt === null ? t('share.neverSeen') : t('share.lastSeen', { when: ago(lastSeenAt) }),
    updates > 0 && t('share.updates', { count: updates }),
  ]
    .filter(Boolean)
    .join(' · ')
}
