import { type ChronologyEvent, MAX_ID_LENGTH, shownText } from '@coeval/chronology'
import type { SetField } from '@coeval/chronology/ydoc'
import type { ReactNode } from 'react'
import { t } from '../../i18n/late.ts'
import { kindInWords } from '../../words/kind-in-words.ts'
import { useEntries, useTracks } from '../../session/session-context.tsx'
import fields from '../../fields/fields.module.css'
import { KindIcon } from '../../fields/kind-icon.tsx'
import { ordinalInWords, term } from '../../words/labels.ts'
import { placeInWords } from '../../words/place-in-words.ts'
import { useFew } from '../../ui/use-few.tsx'
import { Row } from '../../fields/row.tsx'
import classes from './view.module.css'

interface Member {
  id: string
  label: string
  /** Slot of the tracks' palette, for a small square beside the words. */
  colour?: number
}

/** What is known of an event, and no row for what is not. */
export function FactsReading({ event }: { event: ChronologyEvent }) {
  const tracks = useTracks()
  const themes = useEntries('themes')
  const actors = useEntries('actors')
  const documents = useEntries('documents')
  const row = (field: string, label: string, children: ReactNode) => (
    <Row eventId={event.id} field={field} label={label}>
      {children}
    </Row>
  )
  const text = (field: string, label: string, value: string | undefined) =>
    value && row(field, label, <p className={classes.value}>{value}</p>)
  const members = (field: SetField, found: readonly Member[]) =>
    found.length > 0 && row(field, t(`panel.${field}`), <Members members={found} />)
  const named = (ids: readonly string[], label: (id: string) => string | undefined): Member[] =>
    ids
      .map((id) => ({ id, label: label(id) || shownText(id, MAX_ID_LENGTH) }))
      .sort((a, b) => a.label.localeCompare(b.label))

  return (
    <div className={fields.facts}>
      {row(
        'kind',
        t('panel.kindLabel'),
        <p className={`${classes.value} ${classes.kind}`}>
          <KindIcon kind={event.kind} /> {kindInWords(event.kind)}
        </p>,
      )}
      {members(
        'tracks',
        tracks
          .filter(({ id }) => event.tracks.includes(id))
          .map(({ id, name, colour }) => ({ id, label: name || t('workspace.untitledTrack'), colour })),
      )}
      {members(
        'themes',
        named(event.themes, (id) => themes.get(id)?.label),
      )}
      {text('place', t('panel.place'), event.place && placeInWords(event.place))}
      {members(
        'participants',
        named(event.participants, (id) => actors.get(id)?.name),
      )}
      {members(
        'concerns',
        named(event.concerns, (id) => actors.get(id)?.name),
      )}
      {members(
        'documents',
        named(event.documents, (id) => documents.get(id)?.title),
      )}
      {text('ordinal', t('panel.ordinal'), event.ordinal && ordinalInWords(event.ordinal))}
      {text('mode', t('panel.mode'), event.mode)}
      {text('dateBasis', t('panel.dateBasisLabel'), event.dateBasis && term('dateBasis', event.dateBasis))}
      {text('dateNote', t('panel.dateNote'), event.dateNote)}
      {text('certainty', t('panel.certaintyLabel'), event.certainty && term('certainty', event.certainty))}
      {text('layer', t('panel.layer'), event.layer)}
    </div>
  )
}

function Members({ members }: { members: readonly Member[] }) {
  const { few, more } = useFew(members)
  return (
    <>
      <ul className={classes.members}>
        {few.map(({ id, label, colour }) => (
          <li key={id}>
            {colour !== undefined && <span className={fields.swatch} data-track-colour={colour} aria-hidden />}
            {label}
          </li>
        ))}
      </ul>
      {more}
    </>
  )
}
