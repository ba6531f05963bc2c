import { Suspense } from 'react'
import { patientLazy } from '../ui/patient-lazy.tsx'

interface FailedDialogProps {
  error: unknown
  onRetry: () => void
  onClose: () => void
}

// With the other dialogs: the page's first load is without them.
const FailedModal = patientLazy(() => import('./failed-modal.tsx'))

/** In place of a dialog that failed: it takes the focus, gives it back when it is closed, and closes by Escape. */
export function FailedDialog(props: FailedDialogProps) {
  return (
    <Suspense fallback={null}>
      <FailedModal {...props} />
    </Suspense>
  )
}
