import { patientLazy } from '../ui/patient-lazy.tsx'
import { ActionIcon, Button, Popover, UnstyledButton } from '@mantine/core'
import { IconPencil, IconPlus } from '@tabler/icons-react'
import { Suspense, useMemo } from 'react'
import type { Track } from '@coeval/chronology'
import { addEntry, newId, orderBetween } from '@coeval/chronology/ydoc'
import { useFew } from '../ui/use-few.tsx'
import { t } from '../i18n/late.ts'
import { useMayWrite, useTracks, useWritingSession } from '../session/session-context.tsx'
import { TRACK_COLOURS } from '../theme/palette.ts'
import { LayerList } from './layer-list.tsx'
import { CountAndEye } from './count-and-eye.tsx'
import classes from './track-sidebar.module.css'
import { useShownEvents } from '../view/use-shown-events.ts'
import { useWorkspace } from '../view/workspace-context.tsx'

const TrackEditor = patientLazy(() => import('./track-editor.tsx'))

/** Tracks with colour and count; each can be hidden, renamed and recoloured. Layers below them, where there are any. The toolbar folds it away. */
export default function TrackSidebar() {
  return (
    <nav id="tracks" className={classes.sidebar} aria-label={t('workspace.tracks')}>
      <TrackList />
      <LayerList />
    </nav>
  )
}

function TrackList() {
  const mayWrite = useMayWrite()
  const tracks = useTracks()
  const events = useShownEvents()
  const { hiddenTracks, toggleTrack, showAllTracks } = useWorkspace()
  const counts = useMemo(() => {
    const byTrack = new Map<string, number>()
    for (const event of events) for (const id of event.tracks) byTrack.set(id, (byTrack.get(id) ?? 0) + 1)
    return byTrack
  }, [events])
  const { few, more } = useFew(tracks)
  return (
    <>
      <ul className={classes.list}>
        {few.map((track) => {
          const hidden = hiddenTracks.has(track.id)
          const name = track.name || t('workspace.untitledTrack')
          return (
            <li key={track.id} className={classes.track} data-hidden={hidden}>
              <UnstyledButton
                className={classes.toggle}
                aria-pressed={!hidden}
                title={t(hidden ? 'workspace.showTrack' : 'workspace.hideTrack', { name })}
                onClick={() => toggleTrack(track.id)}
              >
                <span className={classes.swatch} data-track-colour={track.colour} />
                <span className={classes.name}>{name}</span>
                <CountAndEye count={counts.get(track.id) ?? 0} hidden={hidden} />
              </UnstyledButton>
              {mayWrite && <EditTrack track={track} name={name} />}
            </li>
          )
        })}
      </ul>
      {more}
      <div className={classes.actions}>
        {mayWrite && <AddTrack tracks={tracks} />}
        {hiddenTracks.size > 0 && (
          <Button size="compact-sm" variant="subtle" onClick={showAllTracks}>
            {t('workspace.showAllTracks')}
          </Button>
        )}
      </div>
    </>
  )
}

function EditTrack({ track, name }: { track: Track; name: string }) {
  return (
    <Popover position="right-start" shadow="md" trapFocus withinPortal>
      <Popover.Target>
        <ActionIcon
          className={classes.edit}
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t('workspace.editTrack', { name })}
        >
          <IconPencil size={14} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Suspense fallback={t('app.loading')}>
          <TrackEditor track={track} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}

function AddTrack({ tracks }: { tracks: readonly Track[] }) {
  const { doc, history } = useWritingSession()
  const addTrack = () => {
    const used = new Set(tracks.map((track) => track.colour))
    const free = Array.from({ length: TRACK_COLOURS }, (_, slot) => slot).find((slot) => !used.has(slot))
    const order = orderBetween(tracks.at(-1)?.order ?? null, null)
    history.step(() =>
      addEntry(doc, 'tracks', {
        id: newId(),
        name: t('workspace.newTrack'),
        order,
        colour: free ?? tracks.length % TRACK_COLOURS,
      }),
    )
  }
  return (
    <Button size="compact-sm" variant="subtle" color="gray" leftSection={<IconPlus size={14} />} onClick={addTrack}>
      {t('workspace.addTrack')}
    </Button>
  )
}
