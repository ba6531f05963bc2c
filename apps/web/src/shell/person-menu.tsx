import { patientLazy } from '../ui/patient-lazy.tsx'
import { Button, Menu, UnstyledButton } from '@mantine/core'
import { Suspense, useState } from 'react'
import type { Me, Person } from '../api/client.ts'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { Avatar } from '../person/avatar.tsx'
import { followLink, useRoute } from '../navigation/router.ts'
import { useMe } from '../person/me-store.ts'
import { signInPath } from '../navigation/sign-in-path.ts'
import classes from './person-menu.module.css'

const SignOutDialog = patientLazy(() => import('./sign-out-dialog.tsx'))

/** Who I am here, and what belongs to that; without a session, the ways to sign in. Needs no props. */
export function PersonMenu() {
  const me = useMe()
  const { page } = useRoute()
  if (!me) return null
  if (me.person) return <MenuOf person={me.person} me={me} />
  if (page === 'signIn') return null
  return (
    <Button component="a" href={signInPath()} onClick={followLink} variant="default" size="sm">
      {t('me.signIn')}
    </Button>
  )
}

function MenuOf({ person, me }: { person: Person; me: Me }) {
  const [isLeaving, setLeaving] = useState(false)
  return (
    <>
      <Menu position="bottom-end" shadow="md" width={250} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className={classes.face} aria-label={t('me.menu', { name: person.name })}>
            <Avatar user={person} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <span className={classes.name}>{person.name}</span>
            <span className={classes.what}>{person.isGuest ? t('me.guest') : (person.email ?? t('me.noEmail'))}</span>
          </Menu.Label>
          {person.isGuest && me.may.signUp && (
            <Menu.Item component="a" href="/sign-up" onClick={followLink}>
              {t('me.becomeAccount')}
            </Menu.Item>
          )}
          {person.isGuest && (
            <Menu.Item component="a" href={signInPath()} onClick={followLink}>
              {t('me.signIn')}
            </Menu.Item>
          )}
          <Menu.Item data-autofocus component="a" href="/account" onClick={followLink}>
            {t('me.account')}
          </Menu.Item>
          {person.isOwner && (
            <Menu.Item component="a" href="/instance" onClick={followLink}>
              {t('me.instance')}
            </Menu.Item>
          )}
          <Menu.Item component="a" href="/checkup" onClick={followLink}>
            {t('me.checkup')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setLeaving(true)}>{t('me.signOut')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {isLeaving && (
          <DialogBoundary onClose={() => setLeaving(false)}>
            <SignOutDialog person={person} onClose={() => setLeaving(false)} />
          </DialogBoundary>
        )}
      </Suspense>
    </>
  )
}
