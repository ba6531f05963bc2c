import type { Claim } from '@coeval/chronology'
import { factKey } from '@coeval/chronology/claims'
import type { ReactNode } from 'react'
import { t } from '../i18n/late.ts'
import classes from './claim-groups.module.css'
import { DisputeHead } from './dispute-head.tsx'
import { FactName } from './fact-name.tsx'
import type { ReadingGroup } from './group-claims.ts'
import { useFewReadings } from './use-few-readings.ts'

interface ClaimGroupsProps {
  eventId: string
  groups: readonly ReadingGroup[]
  /** Draws one claim. */
  children: (claim: Claim) => ReactNode
}

/** Competing claims of one fact side by side, under the dispute that names the conflict. */
export function ClaimGroups({ eventId, groups, children }: ClaimGroupsProps) {
  const { few, more } = useFewReadings(groups)
  return (
    <>
      {few.map(({ dispute, facts }) => (
        <div key={dispute?.id ?? ''} className={classes.group}>
          {dispute ? (
            <DisputeHead dispute={dispute} />
          ) : (
            groups.length > 1 && <h4 className={classes.rest}>{t('panel.byField')}</h4>
          )}
          {facts.map(({ about, claims }) => (
            <div key={factKey(about)}>
              <p className={classes.factName}>
                <FactName about={about} eventId={eventId} />
              </p>
              <ul className={classes.claims}>
                {claims.map((claim) => (
                  <li key={claim.id} data-preferred={claim.preferred || undefined}>
                    {children(claim)}
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      ))}
      {more}
    </>
  )
}
