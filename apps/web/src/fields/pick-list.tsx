import { Combobox, type ComboboxStore, useCombobox } from '@mantine/core'
import { IconCheck, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useCallback, useEffect, useState } from 'react'
import { t } from '../i18n/late.ts'
import { folded } from './shared-text/folded.ts'
import field from './field.module.css'
import classes from './pick-list.module.css'

export interface Choice {
  id: string
  label: string
  /** Small second line; it is searched too. */
  detail?: string
  icon?: ReactNode
  /** Carries a tick: picking it again takes it away. */
  chosen?: boolean
}

interface Props {
  label: string
  choices: readonly Choice[]
  /** The choices that match, the best first; by default those that have all words, in their order. */
  find?: (query: string) => readonly Choice[]
  onPick: (id: string) => void
  /** Offers to make what was typed. */
  onCreate?: (name: string) => void
  onClose: () => void
}

const MAX_SHOWN = 60
const CREATE = '\u0000create'

/** A search field over a list of choices, in the flow of the page, so that nothing is cut off on a phone. */
export function PickList({ label, choices, find = havingAllWords(choices), onPick, onCreate, onClose }: Props) {
  const { store, first, at, activeId } = useActiveOption()
  const [query, setQuery] = useState('')
  const found = find(query)
  const name = query.trim()
  const creates = onCreate && name && !choices.some((choice) => folded(choice.label) === folded(name))
  const options: Choice[] = [
    ...found.slice(0, MAX_SHOWN),
    ...(creates ? [{ id: CREATE, label: t('panel.create', { name }), icon: <IconPlus size={16} aria-hidden /> }] : []),
  ]

  // Enter takes the first of what was found, or what the arrows or the pointer came to since.
  useEffect(first, [query, first])

  const pick = (id: string) => {
    if (id === CREATE) onCreate?.(name)
    else onPick(id)
    setQuery('')
    first()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !KEYS.has(event.key)) return
    if (event.key === 'Escape') onClose()
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <Combobox store={store} onOptionSubmit={pick}>
      <div
        className={classes.picker}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) onClose()
        }}
      >
        <Combobox.EventsTarget withExpandedAttribute aria-activedescendant={activeId}>
          <input
            className={`${field.field} ${classes.search}`}
            type="text"
            aria-label={label}
            aria-autocomplete="list"
            placeholder={t('panel.search')}
            value={query}
            data-draft=""
            autoFocus
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </Combobox.EventsTarget>
        <Combobox.Options aria-label={label} className={classes.options}>
          {options.map((choice, index) => (
            <Combobox.Option
              key={choice.id}
              value={choice.id}
              aria-selected={choice.chosen ?? false}
              className={classes.option}
              onPointerDown={(event) => event.preventDefault()}
              onPointerMove={(event) => at(index, event.currentTarget.id)}
            >
              {choice.icon}
              <span className={classes.optionText}>
                {choice.label}
                {choice.detail && <small>{choice.detail}</small>}
              </span>
              {choice.chosen && <IconCheck size={16} aria-hidden />}
            </Combobox.Option>
          ))}
        </Combobox.Options>
        {options.length === 0 && <p className={classes.hint}>{t('panel.nothingFound')}</p>}
        {found.length > MAX_SHOWN && (
          <p className={classes.hint}>{t('panel.moreChoices', { count: found.length - MAX_SHOWN })}</p>
        )}
      </div>
    </Combobox>
  )
}

/** What the list answers to: none of it reaches the form or the panel around it. */
const KEYS: ReadonlySet<string> = new Set(['ArrowDown', 'ArrowUp', 'Enter', 'Escape'])

/** Mantine's store of a list that is always open, which also tells which option is the active one, from the first on. */
function useActiveOption() {
  const combobox = useCombobox({ opened: true })
  const [activeId, setActiveId] = useState<string>()
  const { selectOption, selectFirstOption, resetSelectedOption, selectNextOption, selectPreviousOption } = combobox
  const told = (id: string | null) => {
    setActiveId(id ?? undefined)
    return id
  }
  const first = useCallback(() => {
    resetSelectedOption()
    setActiveId(selectFirstOption() ?? undefined)
  }, [resetSelectedOption, selectFirstOption])
  const store: ComboboxStore = {
    ...combobox,
    selectNextOption: () => told(selectNextOption()),
    selectPreviousOption: () => told(selectPreviousOption()),
  }
  const at = (index: number, id: string) => {
    selectOption(index)
    setActiveId(id)
  }
  return { store, first, at, activeId }
}

function havingAllWords(choices: readonly Choice[]): (query: string) => readonly Choice[] {
  return (query) => {
    const words = folded(query).split(/\s+/).filter(Boolean)
    return choices.filter(({ label, detail = '' }) => {
      const text = folded(`${label} ${detail}`)
      return words.every((word) => text.includes(word))
    })
  }
}
