import type { ReactNode } from 'react'
import { t } from '../i18n/late.ts'
import classes from './claim-actions.module.css'

/** The foot of a claim: whether the event follows it, and what can be done with it. */
export function ClaimActions({ isFollowed, children }: { isFollowed: boolean; children?: ReactNode }) {
  return (
    <p className={classes.actions}>
      {isFollowed && <span className={classes.followed}>{t('panel.inUse')}</span>}
      {children}
    </p>
  )
}
