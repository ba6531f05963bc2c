import {
  CERTAINTIES,
  type ChronologyEvent,
  DATE_BASES,
  EVENT_KINDS,
  MAX_ID_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_TERM_LENGTH,
  type Place,
  shownText,
} from '@coeval/chronology'
import { addEntry, newId, type SetField, setMember, updateEntry } from '@coeval/chronology/ydoc'
import { IconPlus } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { t } from '../../i18n/late.ts'
import { kindInWords } from '../../words/kind-in-words.ts'
import { useEntries, useWritingSession, useTracks } from '../../session/session-context.tsx'
import { useLayers } from '../../view/use-layers.ts'
import { useWorkspace } from '../../view/workspace-context.tsx'
import classes from '../../fields/fields.module.css'
import { KindIcon } from '../../fields/kind-icon.tsx'
import { type Ordinal, term } from '../../words/labels.ts'
import { MembersField, type Member } from '../../fields/members-field.tsx'
import { ordinalWithNumber } from '../../words/ordinal.ts'
import { PickList } from '../../fields/pick-list.tsx'
import { PlainField } from '../../fields/plain-field.tsx'
import { Row } from '../../fields/row.tsx'

/** Rows that appear when there is something in them or when they are asked for. */
type Optional =
  | 'place'
  | 'participants'
  | 'concerns'
  | 'documents'
  | 'themes'
  | 'ordinal'
  | 'mode'
  | 'dateNote'
  | 'layer'

/** What is known of an event besides title, date and text: kind, tracks, place, people, documents. */
export function Facts({ event }: { event: ChronologyEvent }) {
  const { doc, history } = useWritingSession()
  const [asked, setAsked] = useState<ReadonlySet<Optional>>(new Set())
  const [askedLast, setAskedLast] = useState<Optional | null>(null)
  const set = (fields: Partial<ChronologyEvent>) => history.step(() => updateEntry(doc, 'events', event.id, fields))
  const members = useMembers(event)

  const filled: Record<Optional, boolean> = {
    place: event.place !== undefined,
    participants: event.participants.length > 0,
    concerns: event.concerns.length > 0,
    documents: event.documents.length > 0,
    themes: event.themes.length > 0,
    ordinal: event.ordinal !== undefined,
    mode: Boolean(event.mode),
    dateNote: Boolean(event.dateNote),
    layer: Boolean(event.layer),
  }
  const shows = (field: Optional) => filled[field] || asked.has(field)
  const missing = (Object.keys(filled) as Optional[]).filter((field) => !shows(field))
  const row = (field: string, label: string, children: React.ReactNode) => (
    <Row eventId={event.id} field={field} label={label}>
      {children}
    </Row>
  )
  const setRow = (field: SetField) =>
    row(field, t(`panel.${field}`), <MembersField {...members[field]} startsOpen={askedLast === field} />)
  const layers = useLayers()

  return (
    <div className={classes.facts}>
      {row('kind', t('panel.kindLabel'), <KindField kind={event.kind} onPick={(kind) => set({ kind })} />)}
      {setRow('tracks')}
      {shows('themes') && setRow('themes')}
      {shows('place') && row('place', t('panel.place'), <PlaceField event={event} set={set} />)}
      {shows('participants') && setRow('participants')}
      {shows('concerns') && setRow('concerns')}
      {shows('documents') && setRow('documents')}
      {shows('ordinal') && row('ordinal', t('panel.ordinal'), <OrdinalField event={event} set={set} />)}
      {shows('mode') &&
        row(
          'mode',
          t('panel.mode'),
          <PlainField
            label={t('panel.mode')}
            value={event.mode ?? ''}
            onCommit={(mode) => set({ mode: mode || undefined })}
          />,
        )}
      {row(
        'dateBasis',
        t('panel.dateBasisLabel'),
        <Choices
          label={t('panel.dateBasisLabel')}
          group="dateBasis"
          values={DATE_BASES}
          value={event.dateBasis}
          onPick={(dateBasis) => set({ dateBasis })}
        />,
      )}
      {shows('dateNote') &&
        row(
          'dateNote',
          t('panel.dateNote'),
          <PlainField
            label={t('panel.dateNote')}
            value={event.dateNote ?? ''}
            most={MAX_NOTE_LENGTH}
            multiline
            onCommit={(dateNote) => set({ dateNote: dateNote || undefined })}
          />,
        )}
      {row(
        'certainty',
        t('panel.certaintyLabel'),
        <Choices
          label={t('panel.certaintyLabel')}
          group="certainty"
          values={CERTAINTIES}
          value={event.certainty}
          onPick={(certainty) => set({ certainty })}
        />,
      )}
      {shows('layer') &&
        row(
          'layer',
          t('panel.layer'),
          <MembersField
            label={t('panel.layer')}
            addLabel={t('panel.chooseLayer')}
            members={event.layer ? [{ id: event.layer, label: event.layer }] : []}
            choices={layers.map(({ name, count }) => ({
              id: name,
              label: name,
              detail: `${count} ${t('workspace.eventsWord', { count })}`,
            }))}
            single
            onSet={(name, present) => set({ layer: present ? name : undefined })}
            onCreate={(name) => set({ layer: name.slice(0, MAX_TERM_LENGTH) })}
            startsOpen={askedLast === 'layer'}
          />,
        )}
      {missing.length > 0 && (
        <p className={classes.missing}>
          {missing.map((field) => (
            <button
              key={field}
              type="button"
              onClick={() => {
                setAsked(new Set([...asked, field]))
                setAskedLast(field)
              }}
            >
              <IconPlus size={13} aria-hidden /> {t(`panel.${field}`)}
            </button>
          ))}
        </p>
      )}
    </div>
  )
}

function KindField({ kind, onPick }: { kind: string; onPick: (kind: string) => void }) {
  const [picking, setPicking] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setPicking(false)
    queueMicrotask(() => button.current?.focus())
  }
  return (
    <div>
      <button
        ref={button}
        type="button"
        className={classes.valueButton}
        aria-expanded={picking}
        aria-label={`${t('panel.kindLabel')}: ${kindInWords(kind)}`}
        onPointerDown={(event) => {
          if (picking) event.preventDefault()
        }}
        onClick={() => setPicking(!picking)}
      >
        <KindIcon kind={kind} /> {kindInWords(kind)}
      </button>
      {picking && (
        <PickList
          label={t('panel.kindLabel')}
          choices={[...new Set([...EVENT_KINDS, kind])].map((id) => ({
            id,
            label: kindInWords(id),
            icon: <KindIcon kind={id} />,
            chosen: id === kind,
          }))}
          onPick={(id) => {
            if (id !== kind) onPick(id)
            close()
          }}
          onClose={close}
        />
      )}
    </div>
  )
}

interface ChoicesProps<T extends string> {
  label: string
  group: 'dateBasis' | 'certainty'
  values: readonly T[]
  value: T | undefined
  onPick: (value: T | undefined) => void
}

/** Stands for a value of nobody's table, which may be as long as it likes. */
const OWN = '(own)'

function Choices<T extends string>({ label, group, values, value, onPick }: ChoicesProps<T>) {
  const isOwn = value !== undefined && value !== ('' as T) && !values.includes(value)
  return (
    <select
      className={classes.select}
      aria-label={label}
      value={isOwn ? OWN : (value ?? '')}
      onChange={(event) => {
        if (event.target.value !== OWN) onPick((event.target.value || undefined) as T | undefined)
      }}
    >
      <option value="">{t('panel.notSaid')}</option>
      {values.map((each) => (
        <option key={each} value={each}>
          {term(group, each)}
        </option>
      ))}
      {isOwn && <option value={OWN}>{term(group, value)}</option>}
    </select>
  )
}

interface FieldProps {
  event: ChronologyEvent
  set: (fields: Partial<ChronologyEvent>) => void
}

function PlaceField({ event, set }: FieldProps) {
  const place: Place = event.place ?? { name: '' }
  const change = (part: Partial<Place>) => {
    const next: Place = { ...place, ...part }
    if (!next.city) delete next.city
    if (!next.country) delete next.country
    // A place known by city and country alone is named by them.
    if (!next.name) next.name = [next.city, next.country].filter(Boolean).join(', ')
    set({ place: next.name ? next : undefined })
  }
  return (
    <>
      <PlainField
        label={t('panel.placeName')}
        placeholder={t('panel.placeName')}
        value={place.name}
        onCommit={(name) => change({ name })}
      />
      <div className={classes.placeParts}>
        <span className={classes.pair}>
          <PlainField
            label={t('panel.city')}
            placeholder={t('panel.city')}
            value={place.city ?? ''}
            onCommit={(city) => change({ city })}
          />
          <PlainField
            label={t('panel.country')}
            placeholder={t('panel.country')}
            value={place.country ?? ''}
            onCommit={(country) => change({ country })}
          />
        </span>
      </div>
    </>
  )
}

function OrdinalField({ event, set }: FieldProps) {
  const { announce } = useWorkspace()
  const { value, status = '' } = event.ordinal ?? {}
  const series = event.ordinal?.series ?? ''
  const setNumber = (text: string) => {
    const ordinal = ordinalWithNumber(event.ordinal, text)
    if (ordinal === event.ordinal) announce(t('panel.ordinalWrong'))
    else set({ ordinal })
  }
  const putInto = (name: string) => {
    if (!event.ordinal) return
    const { series: _, ...rest }: Ordinal = event.ordinal
    set({ ordinal: { ...rest, ...(name && { series: name }) } })
  }
  return (
    <>
      <span className={classes.pair}>
        <PlainField
          label={t('panel.ordinalValue')}
          placeholder={t('panel.ordinalValue')}
          inputMode="numeric"
          value={value === undefined ? '' : String(value)}
          onCommit={setNumber}
        />
        <PlainField
          label={t('panel.ordinalStatus')}
          placeholder={t('panel.ordinalStatus')}
          value={status}
          onCommit={(text) => event.ordinal && set({ ordinal: { ...event.ordinal, status: text } })}
        />
      </span>
      {event.ordinal && (
        <div className={series ? undefined : classes.placeParts}>
          <PlainField
            label={t('panel.ordinalSeries')}
            placeholder={t('panel.ordinalSeries')}
            value={series}
            onCommit={putInto}
          />
        </div>
      )}
    </>
  )
}

/** Made once: `localeCompare` looks up its rules for each of thousands of names. */
const byName = new Intl.Collator()

type MembersProps = Omit<Parameters<typeof MembersField>[0], 'startsOpen'>

/** The sets of an event, each with its words, its choices and what a change does. */
function useMembers(event: ChronologyEvent): Record<SetField, MembersProps> {
  const { doc, history } = useWritingSession()
  const tracks = useTracks()
  const themes = useEntries('themes')
  const actors = useEntries('actors')
  const documents = useEntries('documents')
  const named: Member[] = [...actors.values()].map(({ id, name, role }) => ({ id, label: name, detail: role }))
  const all: Record<SetField, Member[]> = {
    tracks: tracks.map(({ id, name, colour }) => ({ id, label: name, colour })),
    themes: [...themes.values()].map(({ id, label, broader }) => ({
      id,
      label,
      detail: broader ? themes.get(broader)?.label : undefined,
    })),
    participants: named,
    concerns: named,
    documents: [...documents.values()].map(({ id, title, type }) => ({ id, label: title, detail: type })),
  }
  const addActor = (id: string, name: string) => addEntry(doc, 'actors', { id, name, kind: t('panel.newActorKind') })
  const create: Partial<Record<SetField, (id: string, name: string) => void>> = {
    themes: (id, label) => addEntry(doc, 'themes', { id, label }),
    participants: addActor,
    concerns: addActor,
    documents: (id, title) => addEntry(doc, 'documents', { id, title }),
  }
  const props = (field: SetField): MembersProps => {
    const byId = new Map(all[field].map((member) => [member.id, member]))
    const make = create[field]
    const sorted = field === 'tracks' ? all[field] : all[field].toSorted((a, b) => byName.compare(a.label, b.label))
    const members = event[field].map((id) => byId.get(id) ?? { id, label: shownText(id, MAX_ID_LENGTH) })
    return {
      label: t(`panel.${field}`),
      addLabel: field === 'concerns' ? t('panel.addConcerns') : undefined,
      members: field === 'tracks' ? members : members.toSorted((a, b) => byName.compare(a.label, b.label)),
      choices: sorted,
      onSet: (id, present) => history.step(() => setMember(doc, event.id, field, id, present)),
      onCreate:
        make &&
        ((name) =>
          history.step(() => {
            const id = newId()
            make(id, name)
            setMember(doc, event.id, field, id, true)
          })),
    }
  }
  return {
    tracks: props('tracks'),
    themes: props('themes'),
    participants: props('participants'),
    concerns: props('concerns'),
    documents: props('documents'),
  }
}
