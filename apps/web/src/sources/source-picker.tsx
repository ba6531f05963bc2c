import { addEntry, newId } from '@coeval/chronology/ydoc'
import { useMemo, useState } from 'react'
import { PickList } from '../fields/pick-list.tsx'
import { t } from '../i18n/late.ts'
import { useEntries, useWritingSession } from '../session/session-context.tsx'
import { sourceFinder } from './rank-sources.ts'
import { SourceForm } from './source-form.tsx'

/** Search among the chronology's sources, or describe a new one, which is added as a step of its own. */
export function SourcePicker({ onPick, onClose }: { onPick: (sourceId: string) => void; onClose: () => void }) {
  const { doc, history } = useWritingSession()
  const sources = useEntries('sources')
  const find = useMemo(() => sourceFinder(sources.values()), [sources])
  const all = useMemo(() => find(''), [find])
  const [newTitle, setNewTitle] = useState<string | null>(null)
  if (newTitle !== null) {
    return (
      <SourceForm
        title={newTitle}
        onCancel={() => setNewTitle(null)}
        onSave={(fields) => {
          const id = newId()
          history.step(() => addEntry(doc, 'sources', { ...fields, id } as never))
          onPick(id)
        }}
      />
    )
  }
  return (
    <PickList
      label={t('panel.chooseSource')}
      choices={all}
      find={find}
      onPick={onPick}
      onCreate={setNewTitle}
      onClose={onClose}
    />
  )
}
