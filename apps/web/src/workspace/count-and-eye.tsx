import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { t } from '../i18n/late.ts'
import classes from './track-sidebar.module.css'

/** The end of a row of the sidebar: how many events it has, and whether they are shown. */
export function CountAndEye({ count, hidden }: { count: number; hidden: boolean }) {
  return (
    <>
      <span className={`${classes.count} tabular`}>
        {count}
        <span className="visually-hidden"> {t('workspace.eventsWord', { count })}</span>
      </span>
      {hidden ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden className={classes.eye} />}
    </>
  )
}
