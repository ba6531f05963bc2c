import type { ChronologyEvent } from '@coeval/chronology'
import { restoreEvent } from '@coeval/chronology/ydoc'
import { Button } from '@mantine/core'
import { Commentary } from '../../commentary/commentary.tsx'
import { t } from '../../i18n/late.ts'
import { useEntry, useWritingSession } from '../../session/session-context.tsx'
import { useWorkspace } from '../../view/workspace-context.tsx'
import classes from '../event-page.module.css'

/** An event in the trash: its text can be read, and it can be put back. */
export function InTrash({ event }: { event: ChronologyEvent }) {
  const { doc, history } = useWritingSession()
  const { announce } = useWorkspace()
  const title = useEntry('events', event.id)?.title || t('panel.untitled')
  const putBack = () => {
    history.step(() => restoreEvent(doc, event.id))
    announce(t('panel.restored', { title }))
  }
  return (
    <div className={classes.page}>
      <h2 className={classes.sentence}>{title}</h2>
      <p>{t('panel.inTrash')}</p>
      <p className="quiet">{t('panel.inTrashHint')}</p>
      <p>
        {/* Here the focus was lost with the page that went. */}
        <Button onClick={putBack} autoFocus>
          {t('panel.putBack')}
        </Button>
      </p>
      <Commentary eventId={event.id} readOnly />
    </div>
  )
}
