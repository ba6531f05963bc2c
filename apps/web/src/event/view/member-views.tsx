import { MAX_ID_LENGTH, shownText } from '@coeval/chronology'
import type { FieldProps } from '../../fields/field-row.tsx'
import type { Member } from '../../fields/members-field.tsx'
import { Swatch } from '../../fields/swatch.tsx'
import { t } from '../../i18n/late.ts'
import { useEntries, useTracks } from '../../session/session-context.tsx'
import { useFew } from '../../ui/use-few.tsx'
import classes from './field-views.module.css'

/** In the tracks' own order; one that is gone is not named. */
export function TracksView({ event }: FieldProps) {
  const tracks = useTracks().filter(({ id }) => event.tracks.includes(id))
  const members = tracks.map(({ id, name, colour }) => ({ id, label: name || t('workspace.untitledTrack'), colour }))
  return <Members members={members} />
}

export function ThemesView({ event }: FieldProps) {
  const themes = useEntries('themes')
  return <Members members={named(event.themes, (id) => themes.get(id)?.label)} />
}

export function ActorsView({ ids }: { ids: readonly string[] }) {
  const actors = useEntries('actors')
  return <Members members={named(ids, (id) => actors.get(id)?.name)} />
}

export function DocumentsView({ event }: FieldProps) {
  const documents = useEntries('documents')
  return <Members members={named(event.documents, (id) => documents.get(id)?.title)} />
}

function named(ids: readonly string[], label: (id: string) => string | undefined): Member[] {
  return ids
    .map((id) => ({ id, label: label(id) || shownText(id, MAX_ID_LENGTH) }))
    .sort((a, b) => a.label.localeCompare(b.label))
}

function Members({ members }: { members: readonly Member[] }) {
  const { few, more } = useFew(members)
  return (
    <>
      <ul className={classes.members}>
        {few.map(({ id, label, colour }) => (
          <li key={id}>
            {colour !== undefined && <Swatch colour={colour} />}
            {label}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
