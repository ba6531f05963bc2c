import { IconAlertTriangle, IconInfoCircle, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './banner.module.css'

interface BannerProps {
  /** 'bad' interrupts a screen reader; the others wait. */
  tone: 'bad' | 'warn' | 'news'
  text: ReactNode
  /** What can be done about it: buttons. */
  children?: ReactNode
}

const ICONS = { bad: IconAlertTriangle, warn: IconPlugConnectedX, news: IconInfoCircle }

/** A strip over the workspace: what has happened, and what to do. */
export function Banner({ tone, text, children }: BannerProps) {
  const Icon = ICONS[tone]
  return (
    <div className={classes.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon className={classes.sign} size={18} aria-hidden />
      <p className={classes.text}>{text}</p>
      <div className={classes.ways}>{children}</div>
    </div>
  )
}
