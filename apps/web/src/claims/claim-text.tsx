import type { Claim } from '@coeval/chronology'
import { t } from '../i18n/late.ts'
import { useEntries } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { SourceView } from '../sources/source-view.tsx'
import { claimInWords } from './fact-name.tsx'
import classes from './claim-text.module.css'

/** What a claim says, and who says it: the same for writers and readers. */
export function ClaimText({ claim }: { claim: Claim }) {
  const sources = useEntries('sources')
  const words = claimInWords(claim, useAsOf())
  return (
    <>
      <p className={classes.value}>
        <span className={classes.words}>{words}</span>
        {words !== claim.value && <code className={classes.edtf}>{claim.value}</code>}
        {claim.preferred && <span className={classes.preferred}>{t('panel.preferred')}</span>}
      </p>
      <p className={classes.by}>
        {claim.sourceId ? (
          <SourceView source={sources.get(claim.sourceId)} pointer={claim} short />
        ) : (
          <span>{t('panel.bySomebody')}</span>
        )}
        {(claim.citations ?? []).map((citation) => (
          <span key={citation.id} className={classes.further}>
            <SourceView source={sources.get(citation.sourceId)} pointer={citation} short />
          </span>
        ))}
      </p>
      {claim.note && <p className={classes.note}>{claim.note}</p>}
    </>
  )
}
