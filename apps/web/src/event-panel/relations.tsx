import { type ChronologyEvent, RELATION_TYPES, type Relation } from '@coeval/chronology'
import { formatEdtf, isEdtf } from '@coeval/chronology/edtf'
import { addEntry, newId, removeEntry } from '@coeval/chronology/ydoc'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useMemo, useRef, useState } from 'react'
import { currentLanguage, t } from '../i18n/index.ts'
import { useEntries, useWritingSession } from '../session/session-context.tsx'
import { useWorkspace } from '../workspace/workspace-context.tsx'
import classes from './fields.module.css'
import { term } from './labels.ts'
import { PickList } from './pick-list.tsx'

export interface Related {
  relation: Relation
  other: ChronologyEvent
  /** "after": said by this event; "back": said by the other. */
  words: string
}

/** Relations to events that are not in the trash, seen from this event. */
export function useRelated(eventId: string): Related[] {
  const relations = useEntries('relations')
  const events = useEntries('events')
  return useMemo(
    () =>
      [...relations.values()].flatMap((relation) => {
        const outward = relation.from === eventId
        if (!outward && relation.to !== eventId) return []
        const other = events.get(outward ? relation.to : relation.from)
        if (!other || other.deletedAt) return []
        return { relation, other, words: term(outward ? 'relation' : 'relationBack', relation.type) }
      }),
    [relations, events, eventId],
  )
}

export function Relations({ event, related }: { event: ChronologyEvent; related: readonly Related[] }) {
  const { doc, history } = useWritingSession()
  const { select } = useWorkspace()
  const events = useEntries('events')
  const [adding, setAdding] = useState(false)
  const [type, setType] = useState<string>('after')
  const addButton = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAdding(false)
    queueMicrotask(() => addButton.current?.focus())
  }
  return (
    <div data-field="relations">
      {related.length === 0 && !adding && <p className={classes.hint}>{t('panel.noRelations')}</p>}
      <ul className={classes.references}>
        {related.map(({ relation, other, words }) => (
          <li key={relation.id}>
            <span>
              <span className="quiet">{words}</span>{' '}
              <button type="button" className={classes.linkButton} onClick={() => select(other.id)}>
                {other.title || t('panel.untitled')}
              </button>{' '}
              <span className="quiet">{dateInWords(other)}</span>
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
                detail: dateInWords(other),
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

function dateInWords(event: ChronologyEvent): string {
  return isEdtf(event.date) ? formatEdtf(event.date, currentLanguage()) : event.date
}
