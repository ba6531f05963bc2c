import type { Citation } from '@coeval/chronology'
import { newId, putCitation, removeCitation } from '@coeval/chronology/ydoc'
import { IconPencil, IconPlus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { FieldProps } from '../../fields/field-row.tsx'
import { t } from '../../i18n/late.ts'
import { useEntries, useEntry, useWritingSession } from '../../session/session-context.tsx'
import { CitationForm } from '../../sources/citation-form.tsx'
import { formatPointer } from '../../sources/format-source.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { Note } from '../../ui/note.tsx'
import { RowTools } from '../../ui/row-tools.tsx'
import { TextButton } from '../../ui/text-button.tsx'
import { useWorkspace } from '../../view/workspace-context.tsx'
import { CitationList } from '../citation-list.tsx'
import classes from './edit.module.css'

/** The evidence for the event as a whole, to be added to, changed and removed. */
export function Citations({ event }: FieldProps) {
  const { doc, history } = useWritingSession()
  const { announce } = useWorkspace()
  const sources = useEntries('sources')
  const shown = new Map(useEntry('events', event.id)?.citations.map((citation) => [citation.id, citation]))
  const whole = new Map(event.citations.map((citation) => [citation.id, citation]))
  const [editing, setEditing] = useState<string | null>(null)
  const addButton = useRef<HTMLButtonElement>(null)
  const done = () => {
    setEditing(null)
    queueMicrotask(() => addButton.current?.focus())
  }
  const save = (citation: Citation) => {
    history.step(() => putCitation(doc, event.id, withoutEmpty(citation)))
    done()
  }
  const remove = (id: string) => {
    history.step(() => removeCitation(doc, event.id, id))
    announce(t('panel.citationRemoved'))
    done()
  }
  const form = ({ id }: Citation) => {
    const citation = whole.get(id)
    if (editing !== id || !citation) return null
    return (
      <CitationForm
        citation={citation}
        withQuote
        onSave={(fields) => save({ ...citation, ...fields })}
        onCancel={done}
        onRemove={() => remove(id)}
        removeLabel={t('panel.remove', { name: '' }).trim()}
      />
    )
  }
  const tools = (citation: Citation) => {
    const name = formatPointer(sources.get(citation.sourceId), citation)
    return (
      <RowTools>
        <IconButton label={t('panel.edit', { name })} onClick={() => setEditing(citation.id)}>
          <IconPencil size={15} aria-hidden />
        </IconButton>
        <IconButton label={t('panel.remove', { name })} onClick={() => remove(citation.id)}>
          <IconX size={15} aria-hidden />
        </IconButton>
      </RowTools>
    )
  }
  return (
    <div data-field="citations">
      {event.citations.length === 0 && editing === null && <Note>{t('panel.noSources')}</Note>}
      <CitationList
        citations={event.citations.map((citation) => shown.get(citation.id) ?? citation)}
        toolsOf={tools}
        insteadOf={form}
      />
      {editing === 'new' ? (
        <CitationForm withQuote onSave={(fields) => save({ id: newId(), ...fields })} onCancel={done} />
      ) : (
        <TextButton
          ref={addButton}
          className={classes.add}
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setEditing('new')}
        >
          {t('panel.addSource')}
        </TextButton>
      )}
    </div>
  )
}

/** JSON has no undefined: fields that were emptied go. */
function withoutEmpty(citation: Citation): Citation {
  return Object.fromEntries(Object.entries(citation).filter(([, value]) => value !== undefined)) as Citation
}
