import { type ChronologyEvent, RELATION_TYPES } from '@coeval/chronology'
import { addEntry, newId, removeEntry } from '@coeval/chronology/ydoc'
import { IconPlus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { PickList } from '../../fields/pick-list.tsx'
import { PlainSelect } from '../../fields/plain-select.tsx'
import { t } from '../../i18n/late.ts'
import { useEntries, useWritingSession } from '../../session/session-context.tsx'
import { useAsOf } from '../../session/use-as-of.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Note } from '../../ui/note.tsx'
import { RowTools } from '../../ui/row-tools.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { dateInWords } from '../../words/dates-in-words.ts'
import { term } from '../../words/labels.ts'
import { RelatedList } from '../related-list.tsx'
import type { Related } from '../use-related.ts'
import classes from './edit.module.css'

/** The relations of the event to others, to be added and removed. */
export function Relations({ event, related }: { event: ChronologyEvent; related: readonly Related[] }) {
  const { doc, history } = useWritingSession()
  const [adding, setAdding] = useState(false)
  const addButton = useRef<HTMLButtonElement>(null)
  const close = () => {
    setAdding(false)
    queueMicrotask(() => addButton.current?.focus())
  }
  const tools = ({ relation, other, words }: Related) => (
    <RowTools>
      <IconButton
        label={t('panel.remove', { name: `${words} ${other.title}` })}
        onClick={() => {
          history.step(() => removeEntry(doc, 'relations', relation.id))
          addButton.current?.focus()
        }}
      >
        <IconX size={15} aria-hidden />
      </IconButton>
    </RowTools>
  )
  return (
    <div data-field="relations">
      {related.length === 0 && !adding && <Note>{t('panel.noRelations')}</Note>}
      <RelatedList related={related} toolsOf={tools} />
      {adding ? (
        <NewRelation event={event} onDone={close} />
      ) : (
        <TextButton
          ref={addButton}
          className={classes.add}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          {t('panel.addRelation')}
        </TextButton>
      )}
    </div>
  )
}

function NewRelation({ event, onDone }: { event: ChronologyEvent; onDone: () => void }) {
  const { doc, history } = useWritingSession()
  const events = useEntries('events')
  const asOf = useAsOf()
  const [type, setType] = useState<string>('after')
  return (
    <div>
      <PlainSelect label={t('panel.relationType')} value={type} onPick={setType}>
        {RELATION_TYPES.map((each) => (
          <option key={each} value={each}>
            {term('relation', each)}
          </option>
        ))}
      </PlainSelect>
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
          onDone()
        }}
        // The type beside it may be changed before an event is chosen.
        onClose={() => undefined}
      />
      <TextButton className={classes.add} onClick={onDone}>
        {t('panel.cancel')}
      </TextButton>
    </div>
  )
}
