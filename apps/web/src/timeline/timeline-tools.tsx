import { UnstyledButton } from '@mantine/core'
import { IconArrowsHorizontal, IconMinus, IconPlus } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { t } from '../i18n/index.ts'
import classes from './timeline-tools.module.css'

interface TimelineToolsProps {
  onZoom: (direction: 1 | -1) => void
  onFit: () => void
  /** The whole chronology, small. */
  strip: ReactNode
}

/** Below the timeline: zoom and fit, and the whole chronology as a strip. */
export function TimelineTools({ onZoom, onFit, strip }: TimelineToolsProps) {
  return (
    <div className={classes.tools}>
      <div role="toolbar" aria-label={t('timeline.tools')} className={classes.buttons}>
        <UnstyledButton className={classes.tool} onClick={() => onZoom(-1)} aria-label={t('timeline.zoomOut')}>
          <IconMinus size={16} aria-hidden />
        </UnstyledButton>
        <UnstyledButton className={classes.tool} onClick={() => onZoom(1)} aria-label={t('timeline.zoomIn')}>
          <IconPlus size={16} aria-hidden />
        </UnstyledButton>
        <UnstyledButton className={classes.tool} aria-label={t('timeline.fit')} onClick={onFit} aria-keyshortcuts="F">
          <IconArrowsHorizontal size={16} aria-hidden />
          <span>{t('timeline.fit')}</span>
        </UnstyledButton>
      </div>
      {strip}
    </div>
  )
}
