import type { FieldProps } from '../../fields/field-row.tsx'
import { PlainField } from '../../fields/plain-field.tsx'
import { t } from '../../i18n/late.ts'
import { useWorkspace } from '../../view/workspace-context.tsx'
import type { Ordinal } from '../../words/labels.ts'
import { ordinalWithNumber } from '../../words/ordinal.ts'
import classes from './parts.module.css'
import { useSetFields } from './use-set-fields.ts'

/** The number in its series, who says so, and, where it is not the track's own, the series. */
export function OrdinalField({ event: { ordinal }, event }: FieldProps) {
  const set = useSetFields(event)
  const { announce } = useWorkspace()
  const series = ordinal?.series ?? ''
  const setNumber = (text: string) => {
    const next = ordinalWithNumber(ordinal, text)
    if (next === ordinal) announce(t('panel.ordinalWrong'))
    else set({ ordinal: next })
  }
  const putInto = (name: string) => {
    if (!ordinal) return
    const { series: _, ...rest }: Ordinal = ordinal
    set({ ordinal: { ...rest, ...(name && { series: name }) } })
  }
  return (
    <div className={classes.whole}>
      <span className={classes.pair}>
        <PlainField
          label={t('panel.ordinalValue')}
          placeholder={t('panel.ordinalValue')}
          inputMode="numeric"
          value={ordinal ? String(ordinal.value) : ''}
          onCommit={setNumber}
        />
        <PlainField
          label={t('panel.ordinalStatus')}
          placeholder={t('panel.ordinalStatus')}
          value={ordinal?.status ?? ''}
          onCommit={(text) => ordinal && set({ ordinal: { ...ordinal, status: text } })}
        />
      </span>
      {ordinal && (
        <div className={series ? undefined : classes.parts}>
          <PlainField
            label={t('panel.ordinalSeries')}
            placeholder={t('panel.ordinalSeries')}
            value={series}
            onCommit={putInto}
          />
        </div>
      )}
    </div>
  )
}
