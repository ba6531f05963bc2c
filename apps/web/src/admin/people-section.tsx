import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useState } from 'react'
import { api, type InstancePerson, type OneTimeLink } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Failure } from '../ui/failure.tsx'
import { PageSection } from '../shell/page-frame.tsx'
import { Avatar } from '../person/avatar.tsx'
import type { SectionProps } from './section-props.ts'
import { LinkDialog } from './link-dialog.tsx'
import rows from '../ui/rows.module.css'

type Dialog =
  | { kind: 'link'; person: InstancePerson; link: OneTimeLink }
  | { kind: 'promote' | 'demote' | 'vouch' | 'doubt' | 'remove'; person: InstancePerson }
  | null

/** Everybody with an account. */
export function PeopleSection({ instance, onChange, onReload, myId }: SectionProps & { myId: string }) {
  const [dialog, setDialog] = useState<Dialog>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const close = () => setDialog(null)
  const makeLink = async (person: InstancePerson) => {
    setFailure(null)
    try {
      setDialog({ kind: 'link', person, link: await api.createSignInLink(person.id) })
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <PageSection title={t('instance.people')}>
      {failure !== null && <Failure error={failure} />}
      <ul className={rows.list}>
        {instance.people.map((person) => (
          <li key={person.id} className={rows.row}>
            <Avatar user={person} />
            <div className={rows.what}>
              <span className={rows.name}>
                {person.id === myId ? t('people.you', { name: person.name }) : person.name}
              </span>
              {person.isOwner && <span className={rows.badge}>{t('instance.owner')}</span>}
              <span className={rows.more}>{factsOf(person).join(' · ')}</span>
            </div>
            <Menu position="bottom-end" shadow="md" width={240} withInitialFocusPlaceholder={false}>
              <Menu.Target>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size="lg"
                  aria-label={t('home.actions', { title: person.name })}
                >
                  <IconDots size={18} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item data-autofocus onClick={() => void makeLink(person)}>
                  {t('instance.signInLink')}
                </Menu.Item>
                {person.email !== null && (
                  <Menu.Item onClick={() => setDialog({ kind: person.isVouched ? 'doubt' : 'vouch', person })}>
                    {t(person.isVouched ? 'instance.doubt' : 'instance.vouch')}
                  </Menu.Item>
                )}
                <Menu.Item onClick={() => setDialog({ kind: person.isOwner ? 'demote' : 'promote', person })}>
                  {t(person.isOwner ? 'instance.demote' : 'instance.promote')}
                </Menu.Item>
                <Menu.Item color="red" onClick={() => setDialog({ kind: 'remove', person })}>
                  {t('instance.remove')}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </li>
        ))}
      </ul>
      {instance.guests > 0 && <p className={rows.empty}>{t('instance.guests', { count: instance.guests })}</p>}
      {dialog?.kind === 'link' && (
        <DialogBoundary onClose={close}>
          <LinkDialog
            title={t('instance.signInLinkTitle', { name: dialog.person.name })}
            text={t('instance.signInLinkText', { name: dialog.person.name })}
            link={dialog.link}
            onClose={close}
          />
        </DialogBoundary>
      )}
      {(dialog?.kind === 'vouch' || dialog?.kind === 'doubt') && (
        <DialogBoundary onClose={close}>
          <ConfirmDialog
            title={t(`instance.${dialog.kind}`)}
            text={t(`instance.${dialog.kind}Text`, { name: dialog.person.name, email: dialog.person.email ?? '' })}
            confirm={t(`instance.${dialog.kind}`)}
            onClose={close}
            onConfirm={async () => onChange(await api.setVouched(dialog.person.id, dialog.kind === 'vouch'))}
          />
        </DialogBoundary>
      )}
      {(dialog?.kind === 'promote' || dialog?.kind === 'demote') && (
        <DialogBoundary onClose={close}>
          <ConfirmDialog
            title={t(`instance.${dialog.kind}`)}
            text={ownershipText(dialog.kind, dialog.person)}
            confirm={t(`instance.${dialog.kind}`)}
            isGrave={dialog.kind === 'demote'}
            onClose={close}
            onConfirm={async () => onChange(await api.setInstanceOwner(dialog.person.id, dialog.kind === 'promote'))}
          />
        </DialogBoundary>
      )}
      {dialog?.kind === 'remove' && (
        <DialogBoundary onClose={close}>
          <ConfirmDialog
            title={t('instance.removeTitle', { name: dialog.person.name })}
            text={t('instance.removeText', { name: dialog.person.name })}
            confirm={t('instance.remove')}
            isGrave
            onClose={close}
            onConfirm={async () => {
              await api.removePerson(dialog.person.id)
              await onReload()
            }}
          />
        </DialogBoundary>
      )}
    </PageSection>
  )
}

function ownershipText(kind: 'promote' | 'demote', { name, email, isVouched }: InstancePerson): string {
  const text = t(`instance.${kind}Text`, { name })
  if (kind === 'demote' || email === null || isVouched) return text
  return `${text} ${t('instance.promoteUnvouched', { email })}`
}

function factsOf({ email, isVouched, owns, lastSeenAt }: InstancePerson): string[] {
  return [
    email === null ? t('me.noEmail') : isVouched ? t('instance.vouched', { email }) : email,
    t('instance.owns', { count: owns }),
    lastSeenAt === null ? t('instance.neverSeen') : t('instance.lastSeen', { when: ago(lastSeenAt) }),
  ]
}
