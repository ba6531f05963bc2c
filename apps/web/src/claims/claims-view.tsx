import type { ChronologyEvent, Claim } from '@coeval/chronology'
import { factKey } from '@coeval/chronology/claims'
import { t } from '../i18n/late.ts'
import { ClaimText } from './claim-text.tsx'
import { isFollowed, type ReadingGroup } from './group-claims.ts'
import { DisputeHead } from './dispute-head.tsx'
import { FactName } from './fact-name.tsx'
import classes from './claims.module.css'
import { useFewReadings } from '../ui/use-few.tsx'

/** Competing readings of one fact side by side, each with its source, under the dispute that names the conflict. */
export function ReadingsReading({ event, groups }: { event: ChronologyEvent; groups: readonly ReadingGroup[] }) {
  const { few, more } = useFewReadings(groups)
  const shown = few.map(({ dispute, facts }) => (
    <div key={dispute?.id ?? ''} className={classes.group}>
      {dispute ? (
        <DisputeHead dispute={dispute} />
      ) : (
        groups.length > 1 && <h4 className={classes.rest}>{t('panel.byField')}</h4>
      )}
      {facts.map(({ about, claims }) => (
        <div key={factKey(about)} className={classes.fact}>
          <p className={classes.factName}>
            <FactName about={about} eventId={event.id} />
          </p>
          <ul className={classes.readings}>
            {claims.map((claim) => (
              <li key={claim.id} data-preferred={claim.preferred || undefined}>
                <Reading claim={claim} isFollowed={isFollowed(claim, event)} />
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  ))
  return (
    <>
      {shown}
      {more}
    </>
  )
}

function Reading({ claim, isFollowed: isInUse }: { claim: Claim; isFollowed: boolean }) {
  return (
    <>
      <ClaimText claim={claim} />
      {isInUse && (
        <p className={classes.actions}>
          <span className={classes.followed}>{t('panel.inUse')}</span>
        </p>
      )}
    </>
  )
}
