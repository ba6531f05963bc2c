import type { ChronologyEvent, Citation } from '@coeval/chronology'
import { newId, putCitation, removeCitation } from '@coeval/chronology/ydoc'
import { IconPencil, IconPlus, IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { t } from '../../i18n/late.ts'
import { useEntries, useEntry, useWritingSession } from '../../session/session-context.tsx'
import { CitationForm } from '../../sources/citation-form.tsx'
import { formatPointer } from '../../sources/format-source.ts'
import { SourceView } from '../../sources/source-view.tsx'
import classes from '../../fields/fields.module.css'
import { useFew } from '../../ui/use-few.tsx'
import { useWorkspace } from '../../view/workspace-context.tsx'

/** The evidence for the event as a whole: a list of references, each with the place in it. */
export function Citations({ event }: { event: ChronologyEvent }) {
  const { doc, history } = useWritingSession()
  const { announce } = useWorkspace()
  const sources = useEntries('sources')
  const shown = new Map(useEntry('events', event.id)?.citations.map((citation) => [citation.id, citation]))
  const { few, more } = useFew(event.citations)
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
  return (
    <div data-field="citations">
      {event.citations.length === 0 && editing === null && <p className={classes.hint}>{t('panel.noSources')}</p>}
      <ul className={classes.references}>
        {few.map((citation) => {
          const words = shown.get(citation.id) ?? citation
          const source = sources.get(citation.sourceId)
          const name = formatPointer(source, words)
          return (
            <li key={citation.id}>
              {editing === citation.id ? (
                <CitationForm
                  citation={citation}
                  withQuote
                  onSave={(fields) => save({ ...citation, ...fields })}
                  onCancel={done}
                  onRemove={() => remove(citation.id)}
                  removeLabel={t('panel.remove', { name: '' }).trim()}
                />
              ) : (
                <>
                  <div>
                    <SourceView source={source} pointer={words} />
                    {words.quote && <q className={classes.quote}>{words.quote}</q>}
                  </div>
                  <span className={classes.tools}>
                    <button
                      type="button"
                      className={classes.iconButton}
                      aria-label={t('panel.edit', { name })}
                      onClick={() => setEditing(citation.id)}
                    >
                      <IconPencil size={15} aria-hidden />
                    </button>
                    <button
                      type="button"
                      className={classes.iconButton}
                      aria-label={t('panel.remove', { name })}
                      onClick={() => remove(citation.id)}
                    >
                      <IconX size={15} aria-hidden />
                    </button>
                  </span>
                </>
              )}
            </li>
          )
        })}
      </ul>
      {more}
      {editing === 'new' ? (
        <CitationForm withQuote onSave={(fields) => save({ id: newId(), ...fields })} onCancel={done} />
      ) : (
        <button ref={addButton} type="button" className={classes.addLine} onClick={() => setEditing('new')}>
          <IconPlus size={14} aria-hidden /> {t('panel.addSource')}
        </button>
      )}
    </div>
  )
}

/** JSON has no undefined: fields that were emptied go. */
function withoutEmpty(citation: Citation): Citation {
  return Object.fromEntries(Object.entries(citation).filter(([, value]) => value !== undefined)) as Citation
}
