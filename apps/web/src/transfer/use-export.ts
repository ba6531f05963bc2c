import type { FormatId } from '@coeval/formats/list'
import { useCallback } from 'react'
import { livezAddress } from '../api/addresses.ts'
import { t } from '../i18n/late.ts'
import { useSession } from '../session/session-context.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'
import { downloadLocalCopy } from './download.ts'
import { exportFromServer } from './export-store.ts'

/** Takes the chronology away as a file: the server's while all is saved there, else this device's copy, and says which. */
export function useExport(): (format: FormatId) => Promise<void> {
  const session = useSession()
  const { announce } = useWorkspace()
  return useCallback(
    async (format: FormatId) => {
      const { kind } = session.saving.state()
      if ((kind === 'saved' || (kind === 'reading' && !session.mayWrite)) && (await serverAnswers())) {
        await exportFromServer(session.id, format)
        return
      }
      await downloadLocalCopy(session, format)
      announce(t('transfer.offlineExport'))
    },
    [session, announce],
  )
}

function serverAnswers(): Promise<boolean> {
  return fetch(livezAddress()).then(
    (response) => response.ok,
    () => false,
  )
}
