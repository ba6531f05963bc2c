import { t } from '../i18n/late.ts'
import { useEntry } from '../session/session-context.tsx'
import { formatSourceShort } from '../sources/format-source.ts'
import { LocatorFields } from '../sources/locator-fields.tsx'
import { FormButton } from '../ui/form-button.tsx'
import classes from '../sources/sources.module.css'
import { SourcePicker } from '../sources/source-picker.tsx'
import type { ClaimDraft } from './claim-drafts.ts'

interface Props {
  draft: ClaimDraft
  onChange: (part: Partial<ClaimDraft>) => void
  /** Whether a source is being chosen: the form has nothing to save meanwhile. */
  choosing: boolean
  onChoosing: (choosing: boolean) => void
}

/** Who says it, and where: part of the form of a claim, saved with it. */
export function ClaimSource({ draft, onChange, choosing, onChoosing }: Props) {
  const source = useEntry('sources', draft.sourceId)
  if (choosing) {
    return (
      <SourcePicker
        onPick={(sourceId) => {
          onChange({ sourceId })
          onChoosing(false)
        }}
        onClose={() => onChoosing(false)}
      />
    )
  }
  return (
    <>
      <p className={classes.chosen}>
        <span>
          {t('panel.source')}: {draft.sourceId ? <strong>{formatSourceShort(source)}</strong> : t('panel.bySomebody')}
        </span>
        <span className={classes.chosenTools}>
          <FormButton onClick={() => onChoosing(true)}>
            {t(draft.sourceId ? 'panel.changeSource' : 'panel.chooseSource')}
          </FormButton>
          {draft.sourceId && (
            <FormButton onClick={() => onChange({ sourceId: undefined, label: undefined, locator: undefined })}>
              {t('panel.takeSourceAway')}
            </FormButton>
          )}
        </span>
      </p>
      {draft.sourceId && <LocatorFields value={draft} onValue={onChange} autoFocus />}
    </>
  )
}
