import { restoreEvent } from '@coeval/chronology/ydoc'
import { Button, Modal } from '@mantine/core'
import { t } from '../i18n/index.ts'
import { useEntries, useWritingSession } from '../session/session-context.tsx'
import classes from './dialogs.module.css'
import { useWorkspace } from './workspace-context.tsx'

/** Events in the trash, latest first, each with its way back. */
export function TrashDialog({ onClose }: { onClose: () => void }) {
  const { doc, history } = useWritingSession()
  const { select } = useWorkspace()
  const events = useEntries('events')
  const trashed = [...events.values()]
    .filter((event) => event.deletedAt)
    .sort((a, b) => ((a.deletedAt ?? '') < (b.deletedAt ?? '') ? 1 : -1))
  return (
    <Modal opened onClose={onClose} title={t('workspace.trash')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      {trashed.length === 0 && <p className="quiet">{t('workspace.trashEmpty')}</p>}
      <ul className={classes.list}>
        {trashed.map((event) => (
          <li key={event.id} className={classes.row}>
            <span>
              {event.title || t('workspace.untitledEvent')} <span className="quiet tabular">{event.date}</span>
            </span>
            <Button
              size="xs"
              variant="default"
              onClick={() => {
                history.step(() => restoreEvent(doc, event.id))
                select(event.id)
              }}
            >
              {t('workspace.putBack')}
            </Button>
          </li>
        ))}
      </ul>
    </Modal>
  )
}

export default TrashDialog
