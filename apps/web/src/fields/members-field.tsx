import { IconPlus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { t } from '../i18n/late.ts'
import { IconButton } from '../ui/icon-button.tsx'
import classes from './members-field.module.css'
import { useFew } from '../ui/use-few.tsx'
import { type Choice, PickList } from './pick-list.tsx'
import { Swatch } from './swatch.tsx'

export interface Member {
  id: string
  label: string
  detail?: string
  /** Slot of the tracks' palette, for a small square; the words stand beside it. */
  colour?: number
}

interface Props {
  label: string
  /** Of the button and the search; "Add Tracks" where nothing is said. */
  addLabel?: string
  members: readonly Member[]
  choices: readonly Member[]
  onSet: (id: string, present: boolean) => void
  onCreate?: (name: string) => void
  startsOpen?: boolean
  /** At most one member: picking another takes its place, and closes the list. */
  single?: boolean
}

/** A set of entries (tracks, participants …) as a line of chips that can be removed, and a search to add more. */
export function MembersField({
  label,
  addLabel = t('panel.addField', { field: label }),
  members,
  choices,
  onSet,
  onCreate,
  startsOpen = false,
  single,
}: Props) {
  const [picking, setPicking] = useState(startsOpen)
  const addButton = useRef<HTMLButtonElement>(null)
  const { few, more } = useFew(members)
  const chosen = new Set(members.map((member) => member.id))
  const close = () => {
    setPicking(false)
    queueMicrotask(() => addButton.current?.focus())
  }
  const options: Choice[] = choices.map((choice) => ({
    id: choice.id,
    label: choice.label,
    detail: choice.detail,
    icon: choice.colour !== undefined && <Swatch colour={choice.colour} />,
    chosen: chosen.has(choice.id),
  }))
  return (
    <div>
      <ul className={classes.chips}>
        {few.map((member) => (
          <li key={member.id} className={classes.chip} title={member.detail}>
            {member.colour !== undefined && <Swatch colour={member.colour} />}
            <span>{member.label}</span>
            <IconButton
              size={20}
              className={classes.remove}
              label={t('panel.remove', { name: member.label })}
              onClick={(event) => {
                const next = event.currentTarget.closest('li')?.nextElementSibling?.querySelector('button')
                onSet(member.id, false)
                ;(next ?? addButton.current)?.focus()
              }}
            >
              <IconX size={12} aria-hidden />
            </IconButton>
          </li>
        ))}
        <li>
          <IconButton
            ref={addButton}
            size={24}
            label={addLabel}
            aria-expanded={picking}
            onPointerDown={(event) => {
              // The open list would close by losing the focus and this press would open it again.
              if (picking) event.preventDefault()
            }}
            onClick={() => setPicking(!picking)}
          >
            <IconPlus size={14} aria-hidden />
          </IconButton>
        </li>
      </ul>
      {more}
      {picking && (
        <PickList
          label={addLabel}
          choices={options}
          onPick={(id) => {
            onSet(id, !chosen.has(id))
            if (single) close()
          }}
          onCreate={
            onCreate &&
            ((name) => {
              onCreate(name)
              if (single) close()
            })
          }
          onClose={close}
        />
      )}
    </div>
  )
}
