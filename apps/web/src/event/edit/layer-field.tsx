import { MAX_TERM_LENGTH } from '@coeval/chronology'
import type { FieldProps } from '../../fields/field-row.tsx'
import { MembersField } from '../../fields/members-field.tsx'
import { t } from '../../i18n/late.ts'
import { useLayers } from '../../view/use-layers.ts'
import { useSetFields } from './use-set-fields.ts'

export function LayerField({ event: { layer }, event, startsOpen }: FieldProps) {
  const set = useSetFields(event)
  const layers = useLayers()
  return (
    <MembersField
      label={t('fields.layer.label')}
      addLabel={t('panel.chooseLayer')}
      members={layer ? [{ id: layer, label: layer }] : []}
      choices={layers.map(({ name, count }) => ({
        id: name,
        label: name,
        detail: `${count} ${t('workspace.eventsWord', { count })}`,
      }))}
      single
      onSet={(name, present) => set({ layer: present ? name : undefined })}
      onCreate={(name) => set({ layer: name.slice(0, MAX_TERM_LENGTH) })}
      startsOpen={startsOpen}
    />
  )
}
