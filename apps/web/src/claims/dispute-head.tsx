import type { Dispute, DisputeType } from '@coeval/chronology'
import { IconAlertTriangle, IconArrowsSplit2, IconCircleDashed } from '@tabler/icons-react'
import { t } from '../i18n/late.ts'
import { disputeType } from './dispute-type.ts'
import { term } from '../words/labels.ts'
import classes from './dispute-head.module.css'

const ICONS: Record<DisputeType, typeof IconAlertTriangle> = {
  dispute: IconArrowsSplit2,
  gap: IconCircleDashed,
  caution: IconAlertTriangle,
}

/** What is doubtful, and of which kind: contested, not stated, or to be read with care. */
export function DisputeHead({ dispute }: { dispute: Dispute }) {
  const type = disputeType(dispute)
  const Icon = ICONS[type]
  return (
    <div className={classes.dispute} data-type={type}>
      <h4>
        <span className={classes.type}>
          <Icon size={14} aria-hidden /> {t(`panel.disputeType.${type}`)}
          {dispute.severity && (
            <span className={classes.severity} data-severity={dispute.severity}>
              {term('severity', dispute.severity)}
            </span>
          )}
        </span>{' '}
        {dispute.title}
      </h4>
      {dispute.description && <p>{dispute.description}</p>}
    </div>
  )
}
