import { Alert, Button, Group } from '@mantine/core'
import { t } from '../i18n/index.ts'
import { forgetGeneration } from '../session/session-registry.ts'
import { useSaveState, useSession } from '../session/session-context.tsx'
import { downloadLocalCopy } from '../transfer/download.ts'

const CLOSED_NOT_FOUND = 4404
const CLOSED_GENERATION = 4409
const CLOSED_TRASHED = 4410

/** The server sent us away for good: says why, and keeps what is on this device within reach. */
export function ClosedBanner() {
  const session = useSession()
  const state = useSaveState()
  if (state.kind !== 'closed') return null
  return (
    <Alert color="red" radius={0} role="alert">
      <Group justify="space-between" gap="sm">
        <span>{reasonInWords(state.code, state.reason)}</span>
        <Group gap="sm">
          <Button size="xs" variant="default" onClick={() => void downloadLocalCopy(session)}>
            {t('workspace.saveCopy')}
          </Button>
          {state.code === CLOSED_GENERATION && (
            <Button
              size="xs"
              onClick={() => {
                forgetGeneration(session.id)
                location.reload()
              }}
            >
              {t('workspace.loadCurrent')}
            </Button>
          )}
        </Group>
      </Group>
    </Alert>
  )
}

function reasonInWords(code: number, reason: string): string {
  switch (code) {
    case CLOSED_NOT_FOUND:
      return t('workspace.closedNotFound')
    case CLOSED_TRASHED:
      return t('workspace.closedTrashed')
    case CLOSED_GENERATION:
      return t('workspace.closedGeneration')
    default:
      return t('workspace.closedOther', { reason: reason || String(code) })
  }
}
