import type { FieldProps } from '../../fields/field-row.tsx'
import { t } from '../../i18n/late.ts'
import classes from '../event-title.module.css'

export function TitleView({ event }: FieldProps) {
  return <h2 className={`${classes.title} ${classes.read}`}>{event.title || t('panel.untitled')}</h2>
}
