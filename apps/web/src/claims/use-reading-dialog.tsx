import type { ChronologyEvent, Claim } from '@coeval/chronology'
import { t } from '../i18n/late.ts'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useEntries } from '../session/session-context.tsx'
import { useAsOf } from '../session/use-as-of.ts'
import { formatPointer } from '../sources/format-source.ts'
import { claimInWords, FactName } from './fact-name.tsx'
import { usePresentValue } from './present-value.ts'
import classes from './use-reading-dialog.module.css'

interface Props {
  event: ChronologyEvent
  claim: Claim
  onClose: () => void
  onConfirm: () => void
}

/** Asks before a claim takes the place of what the chronology says: both stand there, each with who says it. */
export function UseReadingDialog({ event, claim, onClose, onConfirm }: Props) {
  const sources = useEntries('sources')
  const asOf = useAsOf()
  const present = usePresentValue(event, claim.about)
  const cited = event.citations.slice(0, 3).map((citation) => formatPointer(sources.get(citation.sourceId), citation))
  const more = event.citations.length - cited.length
  return (
    <ConfirmDialog
      title={t('panel.useTitle')}
      text={t('panel.useText')}
      confirm={t('panel.use')}
      onClose={onClose}
      onConfirm={async () => onConfirm()}
    >
      <dl className={classes.change}>
        <dt>{t('panel.useOf')}</dt>
        <dd>
          <FactName about={claim.about} eventId={event.id} />
        </dd>
        <dt>{t('panel.useBefore')}</dt>
        <dd>
          {present}
          <small>
            {cited.length > 0 ? t('panel.eventCites', { sources: cited.join('; ') }) : t('panel.bySomebody')}
            {more > 0 && ` ${t('panel.andMore', { count: more })}`}
          </small>
        </dd>
        <dt>{t('panel.useAfter')}</dt>
        <dd>
          <strong>{claimInWords(claim, asOf)}</strong>
          <small>{claim.sourceId ? formatPointer(sources.get(claim.sourceId), claim) : t('panel.bySomebody')}</small>
        </dd>
      </dl>
    </ConfirmDialog>
  )
}
