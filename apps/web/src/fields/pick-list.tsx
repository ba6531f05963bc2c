import { IconCheck, IconPlus } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { t } from '../i18n/late.ts'
import { folded } from './shared-text/folded.ts'
import classes from './fields.module.css'

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
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const found = find(query)
  const name = query.trim()
  const creates = onCreate && name && !choices.some((choice) => folded(choice.label) === folded(name))
  const options: Choice[] = [
    ...found.slice(0, MAX_SHOWN),
    ...(creates ? [{ id: CREATE, label: t('panel.create', { name }), icon: <IconPlus size={16} aria-hidden /> }] : []),
  ]
  const at = Math.min(active, options.length - 1)

  useEffect(() => {
    root.current?.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' })
  }, [at])

  const pick = (choice: Choice | undefined) => {
    if (!choice) return
    if (choice.id === CREATE) onCreate?.(name)
    else onPick(choice.id)
    setQuery('')
    setActive(0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && options.length > 0) setActive((at + step + options.length) % options.length)
    else if (event.key === 'Enter') pick(options[at])
    else if (event.key === 'Escape') onClose()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={root}
      className={classes.picker}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) onClose()
      }}
    >
      <input
        className={classes.input}
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={id}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        placeholder={t('panel.search')}
        value={query}
        data-draft=""
        autoFocus
        onChange={(event) => {
          setQuery(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      {/* A listbox driven from the input: options take no focus of their own. */}
      <div role="listbox" id={id} aria-label={label} className={classes.options}>
        {options.map((choice, index) => (
          <div
            key={choice.id}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={choice.chosen ?? false}
            data-active={index === at || undefined}
            className={classes.option}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setActive(index)}
            onClick={() => pick(choice)}
            onKeyDown={onKeyDown}
          >
            {choice.icon}
            <span className={classes.optionText}>
              {choice.label}
              {choice.detail && <small>{choice.detail}</small>}
            </span>
            {choice.chosen && <IconCheck size={16} aria-hidden />}
          </div>
        ))}
      </div>
      {options.length === 0 && <p className={classes.hint}>{t('panel.nothingFound')}</p>}
      {found.length > MAX_SHOWN && (
        <p className={classes.hint}>{t('panel.moreChoices', { count: found.length - MAX_SHOWN })}</p>
      )}
    </div>
  )
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
