import { type ChronologyEvent, RELATION_TYPES } from '@coeval/chronology'
import { addEntry, newId, removeEntry } from '@coeval/chronology/ydoc'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { t } from '../../i18n/late.ts'
import { useEntries, useWritingSession } from '../../session/session-context.tsx'
import { useAsOf } from '../../session/use-as-of.ts'
import { useWorkspace } from '../../view/workspace-context.tsx'
import classes from '../../fields/fields.module.css'
import { term } from '../../words/labels.ts'
import { dateInWords } from '../../words/dates-in-words.ts'
import { PickList } from '../../fields/pick-list.tsx'
import { useFew } from '../../ui/use-few.tsx'
import type { Related } from '../use-related.ts'

export function Relations({ event, related }: { event: ChronologyEvent; related: readonly Related[] }) {
  const { doc, history } = useWritingSession()
  const { select } = useWorkspace()
  const events = useEntries('events')
  const asOf = useAsOf()
  const [adding, setAdding] = useState(false)
  const [type, setType] = useState<string>('after')
  const { few, more } = useFew(related)
  const addButton = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAdding(false)
    queueMicrotask(() => addButton.current?.focus())
  }
  return (
    <div data-field="relations">
      {related.length === 0 && !adding && <p className={classes.hint}>{t('panel.noRelations')}</p>}
      <ul className={classes.references}>
        {few.map(({ relation, other, words }) => (
          <li key={relation.id}>
            <span>
              <span className="quiet">{words}</span>{' '}
              <button type="button" className={classes.linkButton} onClick={() => select(other.id)}>
                {other.title || t('panel.untitled')}
              </button>{' '}
              <span className="quiet">{dateInWords(other.date, asOf)}</span>
            </span>
            <span className={classes.tools}>
              <button
                type="button"
                className={classes.iconButton}
                aria-label={t('panel.remove', { name: `${words} ${other.title}` })}
                onClick={() => {
                  history.step(() => removeEntry(doc, 'relations', relation.id))
                  addButton.current?.focus()
                }}
              >
                <IconX size={15} aria-hidden />
              </button>
            </span>
          </li>
        ))}
      </ul>
      {more}
      {adding && (
        <div>
          <select
            className={classes.select}
            aria-label={t('panel.relationType')}
            value={type}
            onChange={(change) => setType(change.target.value)}
          >
            {RELATION_TYPES.map((each) => (
              <option key={each} value={each}>
                {term('relation', each)}
              </option>
            ))}
          </select>
          <PickList
            label={t('panel.relatedEvent')}
            choices={[...events.values()]
              .filter((other) => other.id !== event.id && !other.deletedAt)
              .sort((a, b) => (a.date < b.date ? -1 : 1))
              .map((other) => ({
                id: other.id,
                label: other.title || t('panel.untitled'),
                detail: dateInWords(other.date, asOf),
              }))}
            onPick={(to) => {
              history.step(() => addEntry(doc, 'relations', { id: newId(), from: event.id, to, type }))
              close()
            }}
            // The type beside it may be changed before an event is chosen.
            onClose={() => undefined}
          />
          <button type="button" className={classes.addLine} onClick={close}>
            {t('panel.cancel')}
          </button>
        </div>
      )}
      {!adding && (
        <button ref={addButton} type="button" className={classes.addLine} onClick={() => setAdding(true)}>
          <IconPlus size={14} aria-hidden /> {t('panel.addRelation')}
        </button>
      )}
    </div>
  )
}
