/** The sets of an event, each with its choices, and with what makes a new entry of its list. */
import { type Actor, MAX_ID_LENGTH, shownText } from '@coeval/chronology'
import { addEntry, newId, type SetField, setMember } from '@coeval/chronology/ydoc'
import type { FieldProps } from '../../fields/field-row.tsx'
import { type Member, MembersField } from '../../fields/members-field.tsx'
import { t } from '../../i18n/late.ts'
import { useEntries, useTracks, useWritingSession } from '../../session/session-context.tsx'

/** Made once: `localeCompare` looks up its rules for each of thousands of names. */
const byName = new Intl.Collator()

/** In the tracks' own order. */
export function TracksField(props: FieldProps) {
  const all = useTracks().map(({ id, name, colour }) => ({ id, label: name, colour }))
  return <SetOf {...props} field="tracks" all={all} />
}

export function ThemesField(props: FieldProps) {
  const { doc } = useWritingSession()
  const themes = useEntries('themes')
  const all = [...themes.values()].map(({ id, label, broader }) => ({
    id,
    label,
    detail: broader ? themes.get(broader)?.label : undefined,
  }))
  return (
    <SetOf {...props} field="themes" all={sorted(all)} onMake={(id, label) => addEntry(doc, 'themes', { id, label })} />
  )
}

export function ParticipantsField(props: FieldProps) {
  return <ActorsField {...props} field="participants" />
}

export function ConcernsField(props: FieldProps) {
  return <ActorsField {...props} field="concerns" addLabel={t('panel.addConcerns')} />
}

export function DocumentsField(props: FieldProps) {
  const { doc } = useWritingSession()
  const documents = useEntries('documents')
  const all = [...documents.values()].map(({ id, title, type }) => ({ id, label: title, detail: type }))
  const make = (id: string, title: string) => addEntry(doc, 'documents', { id, title })
  return <SetOf {...props} field="documents" all={sorted(all)} onMake={make} />
}

function ActorsField(props: FieldProps & { field: 'participants' | 'concerns'; addLabel?: string }) {
  const { doc } = useWritingSession()
  const actors = useEntries('actors')
  const all = [...actors.values()].map(({ id, name, role }: Actor) => ({ id, label: name, detail: role }))
  const make = (id: string, name: string) => addEntry(doc, 'actors', { id, name, kind: t('panel.newActorKind') })
  return <SetOf {...props} all={sorted(all)} onMake={make} />
}

interface SetOfProps extends FieldProps {
  field: SetField
  /** Of "Add …", where the field's label does not do. */
  addLabel?: string
  /** What can be chosen, in its order. */
  all: readonly Member[]
  /** Adds an entry with this id to the list. */
  onMake?: (id: string, name: string) => void
}

function SetOf({ event, field, addLabel, all, onMake, startsOpen }: SetOfProps) {
  const { doc, history } = useWritingSession()
  const byId = new Map(all.map((member) => [member.id, member]))
  const members = event[field].map((id) => byId.get(id) ?? { id, label: shownText(id, MAX_ID_LENGTH) })
  const create = (name: string) =>
    history.step(() => {
      const id = newId()
      onMake?.(id, name)
      setMember(doc, event.id, field, id, true)
    })
  return (
    <MembersField
      label={t(`fields.${field}.label`)}
      addLabel={addLabel}
      members={field === 'tracks' ? members : sorted(members)}
      choices={all}
      onSet={(id, present) => history.step(() => setMember(doc, event.id, field, id, present))}
      onCreate={onMake && create}
      startsOpen={startsOpen}
    />
  )
}

function sorted(members: readonly Member[]): Member[] {
  return members.toSorted((a, b) => byName.compare(a.label, b.label))
}
