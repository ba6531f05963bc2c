import { formatEdtf, isEdtf } from '@coeval/chronology/edtf'
import { currentLanguage, t } from '../../i18n/late.ts'
import { useMeta } from '../../session/session-context.tsx'
import { CommentaryReading } from './commentary-view.tsx'
import classes from './introduction.module.css'

/** What stands before the events, to be read. */
export default function IntroductionReading() {
  const { title, subtitle, asOf = '' } = useMeta()
  return (
    <article className={classes.introduction}>
      <h2 className={`${classes.title} ${classes.read}`}>{title || t('home.untitled')}</h2>
      {subtitle && <p className={`${classes.subtitle} ${classes.read}`}>{subtitle}</p>}
      {isEdtf(asOf) && (
        <p className={classes.asOf}>{t('commentary.asOfWords', { date: formatEdtf(asOf, currentLanguage()) })}</p>
      )}
      <CommentaryReading />
    </article>
  )
}
