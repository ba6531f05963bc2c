import { patientLazy } from '../ui/patient-lazy.tsx'
import { Button } from '@mantine/core'
import { IconShare2 } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { useRole, useSession } from '../session/session-context.tsx'
import classes from './share-button.module.css'

const ShareDialog = patientLazy(() => import('./share-dialog.tsx'))

/** For owners. Editors find in the list of people who is here now. */
export function ShareButton() {
  const { id } = useSession()
  const role = useRole()
  const [isOpen, setOpen] = useState(false)
  if (role !== 'owner') return null
  return (
    <>
      <Button
        size="sm"
        variant="default"
        className={classes.button}
        aria-label={t('share.share')}
        onClick={() => setOpen(true)}
      >
        <IconShare2 size={17} aria-hidden />
        <span className={classes.label}>{t('share.share')}</span>
      </Button>
      <Suspense fallback={null}>
        {isOpen && (
          <DialogBoundary onClose={() => setOpen(false)}>
            <ShareDialog id={id} onClose={() => setOpen(false)} />
          </DialogBoundary>
        )}
      </Suspense>
    </>
  )
}
