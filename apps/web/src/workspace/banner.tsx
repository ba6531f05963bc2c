import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './banner.module.css'

interface BannerProps {
  /** 'bad' interrupts a screen reader; 'warn' waits. */
  tone: 'bad' | 'warn'
  text: ReactNode
  /** What can be done about it: buttons. */
  children?: ReactNode
}

/** A strip over the workspace: what has happened, and what to do. */
export function Banner({ tone, text, children }: BannerProps) {
  const Icon = tone === 'bad' ? IconAlertTriangle : IconPlugConnectedX
  return (
    <div className={classes.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon className={classes.sign} size={18} aria-hidden />
      <p className={classes.text}>{text}</p>
      <div className={classes.ways}>{children}</div>
    </div>
  )
}
