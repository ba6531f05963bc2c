import { MAX_EDTF_LENGTH, shownText } from '@coeval/chronology'
import { restoreEvent } from '@coeval/chronology/ydoc'
import { Button, Modal } from '@mantine/core'
import { useFew } from '../ui/use-few.tsx'
import { t } from '../i18n/late.ts'
import { useEntries, useWritingSession } from '../session/session-context.tsx'
import classes from '../ui/dialogs.module.css'
import { useWorkspace } from '../view/workspace-context.tsx'

/** Events in the trash, latest first, each with its way back. */
export default function TrashDialog({ onClose }: { onClose: () => void }) {
  const { doc, history } = useWritingSession()
  const { select } = useWorkspace()
  const events = useEntries('events')
  const trashed = [...events.values()]
    .filter((event) => event.deletedAt)
    .sort((a, b) => ((a.deletedAt ?? '') < (b.deletedAt ?? '') ? 1 : -1))
  const { few, more } = useFew(trashed)
  return (
    <Modal opened onClose={onClose} title={t('workspace.trash')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      {trashed.length === 0 && <p className="quiet">{t('workspace.trashEmpty')}</p>}
      <ul className={classes.list}>
        {few.map((event) => (
          <li key={event.id} className={classes.row}>
            <span>
              {event.title || t('workspace.untitledEvent')}{' '}
              <span className="quiet tabular">{shownText(event.date, MAX_EDTF_LENGTH)}</span>
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
      {more}
    </Modal>
  )
}
