import { EVENT_KINDS } from '@coeval/chronology'
import { UnstyledButton } from '@mantine/core'
import { useRef, useState } from 'react'
import type { FieldProps } from '../../fields/field-row.tsx'
import { KindIcon } from '../../fields/kind-icon.tsx'
import { PickList } from '../../fields/pick-list.tsx'
import { t } from '../../i18n/late.ts'
import { kindInWords } from '../../words/kind-in-words.ts'
import classes from './kind-field.module.css'
import { useSetFields } from './use-set-fields.ts'

export function KindField({ event: { kind }, event }: FieldProps) {
  const set = useSetFields(event)
  const [picking, setPicking] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setPicking(false)
    queueMicrotask(() => button.current?.focus())
  }
  return (
    <div>
      <UnstyledButton
        ref={button}
        className={classes.value}
        aria-expanded={picking}
        aria-label={`${t('fields.kind.label')}: ${kindInWords(kind)}`}
        onPointerDown={(press) => {
          // The open list would close by losing the focus and this press would open it again.
          if (picking) press.preventDefault()
        }}
        onClick={() => setPicking(!picking)}
      >
        <KindIcon kind={kind} /> {kindInWords(kind)}
      </UnstyledButton>
      {picking && (
        <PickList
          label={t('fields.kind.label')}
          choices={[...new Set([...EVENT_KINDS, kind])].map((id) => ({
            id,
            label: kindInWords(id),
            icon: <KindIcon kind={id} />,
            chosen: id === kind,
          }))}
          onPick={(id) => {
            if (id !== kind) set({ kind: id })
            close()
          }}
          onClose={close}
        />
      )}
    </div>
  )
}
