import { Button } from '@mantine/core'
import { t } from '../i18n/index.ts'
import { useAddEvent } from './use-add-event.ts'
import classes from './workspace.module.css'

/** An empty chronology teaches how to begin. */
export function EmptyState() {
  const addEvent = useAddEvent()
  return (
    <div className={classes.empty}>
      <h2>{t('workspace.emptyTitle')}</h2>
      <p className="quiet">{t('workspace.emptyText')}</p>
      <Button onClick={addEvent}>{t('workspace.emptyAdd')}</Button>
    </div>
  )
}
