import type { Editor } from '@tiptap/core'
import { useEffect, useMemo, useState } from 'react'
import { t } from '../../i18n/late.ts'
import { useEntries } from '../../session/session-context.tsx'
import { sourceFinder } from '../../sources/rank-sources.ts'
import { handKeysTo } from '../extensions/suggestion.ts'
import classes from './suggestion-list.module.css'

interface Props {
  editor: Editor
  query: string
  onPick: (sourceId: string) => void
}

const MAX_SHOWN = 8

/**
 * Sources that match what is typed after `[@`. The focus stays in the text, and its keys come from there: that is why it
 * is no Combobox, which hears the keys of a field that has the focus. Nor @tiptap/suggestion: it would find the same
 * range, and the list would still be ours.
 */
export function SuggestionList({ editor, query, onPick }: Props) {
  const sources = useEntries('sources')
  const [active, setActive] = useActive(query)
  const find = useMemo(() => sourceFinder(sources.values()), [sources])
  const found = find(query).slice(0, MAX_SHOWN)
  const at = Math.min(active, found.length - 1)

  useEffect(() => {
    const step = (by: number) => setActive((at + by + found.length) % Math.max(1, found.length))
    return handKeysTo(editor, (event) => {
      const choice = found[at]
      if (event.key === 'ArrowDown') step(1)
      else if (event.key === 'ArrowUp') step(-1)
      else if ((event.key === 'Enter' || event.key === 'Tab') && choice) onPick(choice.id)
      else return false
      event.preventDefault()
      return true
    })
  })

  if (found.length === 0) {
    return (
      <div className={classes.box}>
        <p className={classes.nothing}>{t('panel.nothingFound')}</p>
      </div>
    )
  }
  return (
    <div role="listbox" aria-label={t('commentary.suggestions')} className={classes.box}>
      {found.map((choice, index) => (
        // Driven by the keys of the text; the pointer is the other way.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={choice.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          data-active={index === at || undefined}
          className={classes.option}
          onPointerDown={(event) => event.preventDefault()}
          onPointerMove={() => setActive(index)}
          onClick={() => onPick(choice.id)}
        >
          <span className={classes.words}>
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
