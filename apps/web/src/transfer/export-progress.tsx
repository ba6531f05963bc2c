import { Suspense, useEffect, useState } from 'react'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { patientLazy } from '../ui/patient-lazy.tsx'
import { isUnderWay, useExportState } from './export-store.ts'

const ExportDialog = patientLazy(() => import('./export-dialog.tsx'))
/** Most are there before anybody could read what is said of them. */
const SHOWN_AFTER_MS = 400

/** How far an export is, once it takes a while or has failed; and what there is to know of the file. */
export function ExportProgress() {
  const state = useExportState()
  const isGoingOn = isUnderWay(state)
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    if (!isGoingOn) return
    const timer = setTimeout(() => setIsSlow(true), SHOWN_AFTER_MS)
    return () => {
      clearTimeout(timer)
      setIsSlow(false)
    }
  }, [isGoingOn])
  if (state === null || (isGoingOn && !isSlow)) return null
  return (
    <Suspense fallback={null}>
      <DialogBoundary onClose={'cancel' in state ? state.cancel : state.close}>
        <ExportDialog state={state} />
      </DialogBoundary>
    </Suspense>
  )
}
