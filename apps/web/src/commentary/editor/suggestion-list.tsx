import { useEffect, useMemo, useState } from 'react'
import pickClasses from '../../fields/pick-list.module.css'
import { t } from '../../i18n/late.ts'
import { useEntries } from '../../session/session-context.tsx'
import { sourceFinder } from '../../sources/rank-sources.ts'

interface Props {
  query: string
  onPick: (sourceId: string) => void
  /** Where the editor hands its keys while the list is open. */
  onKeys: (take: (event: KeyboardEvent) => boolean) => void
}

const MAX_SHOWN = 8

/** Sources that match what is typed after `[@`; the focus stays in the text. */
export function SuggestionList({ query, onPick, onKeys }: Props) {
  const sources = useEntries('sources')
  const [active, setActive] = useActive(query)
  const find = useMemo(() => sourceFinder(sources.values()), [sources])
  const found = find(query).slice(0, MAX_SHOWN)
  const at = Math.min(active, found.length - 1)

  useEffect(() => {
    const step = (by: number) => setActive((at + by + found.length) % Math.max(1, found.length))
    onKeys((event) => {
      const choice = found[at]
      if (event.key === 'ArrowDown') step(1)
      else if (event.key === 'ArrowUp') step(-1)
      else if ((event.key === 'Enter' || event.key === 'Tab') && choice) onPick(choice.id)
      else return false
      event.preventDefault()
      return true
    })
    return () => onKeys(() => false)
  })

  if (found.length === 0) return <p className={pickClasses.hint}>{t('panel.nothingFound')}</p>
  return (
    <div role="listbox" aria-label={t('commentary.suggestions')} className={pickClasses.options}>
      {found.map((choice, index) => (
        // Driven by the keys of the text; the pointer is the other way.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={choice.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          data-active={index === at || undefined}
          className={pickClasses.option}
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => setActive(index)}
          onClick={() => onPick(choice.id)}
        >
          <span className={pickClasses.optionText}>
            {choice.label}
            <small>{choice.detail}</small>
          </span>
        </div>
      ))}
      {/* The text keeps the focus, so that the choice is said here. */}
      <span className="visually-hidden" aria-live="polite">
        {found[at]?.label}
      </span>
    </div>
  )
}

/** Which suggestion is marked: the first again whenever something else is typed. */
function useActive(query: string): [number, (active: number) => void] {
  const [active, setActive] = useState({ query, at: 0 })
  return [active.query === query ? active.at : 0, (at) => setActive({ query, at })]
}
