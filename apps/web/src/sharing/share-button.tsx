import { patientLazy } from '../patient-lazy.tsx'
import { Button } from '@mantine/core'
import { IconShare2, IconUsers } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { t } from '../i18n/index.ts'
import { useRole, useSession } from '../session/session-context.tsx'
import classes from './share-button.module.css'

const ShareDialog = patientLazy(() => import('./share-dialog.tsx'))
const HereDialog = patientLazy(() => import('./here-dialog.tsx'))

/** Owners share; editors see who is here now; who reads has no use for it. */
export function ShareButton() {
  const { id } = useSession()
  const role = useRole()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  switch (role) {
    case 'owner':
      return (
        <>
          <OpenButton label={t('share.share')} icon={IconShare2} onClick={() => setOpen(true)} />
          <Suspense fallback={null}>{isOpen && <ShareDialog id={id} onClose={close} />}</Suspense>
        </>
      )
    case 'editor':
      return (
        <>
          <OpenButton label={t('share.whoIsHere')} icon={IconUsers} onClick={() => setOpen(true)} />
          <Suspense fallback={null}>{isOpen && <HereDialog id={id} onClose={close} />}</Suspense>
        </>
      )
    case 'commenter':
    case 'viewer':
      return null
  }
}

interface OpenButtonProps {
  label: string
  icon: typeof IconUsers
  onClick: () => void
}

function OpenButton({ label, icon: Icon, onClick }: OpenButtonProps) {
  return (
    <Button size="sm" variant="default" className={classes.button} aria-label={label} onClick={onClick}>
      <Icon size={17} aria-hidden />
      <span className={classes.label}>{label}</span>
    </Button>
  )
}
