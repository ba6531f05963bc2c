import { t } from '../i18n/late.ts'
import classes from './event-page.module.css'

/** An event that is in the address and not in the document, or not any more. */
export function Gone() {
  return (
    <div className={classes.page}>
      <h2 className={classes.sentence}>{t('panel.gone')}</h2>
      <p className="quiet">{t('panel.goneHint')}</p>
    </div>
  )
}
