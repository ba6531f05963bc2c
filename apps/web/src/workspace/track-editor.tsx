import { MAX_TITLE_LENGTH, type Track } from '@coeval/chronology'
import { edit, removeEntry, setMember, updateEntry } from '@coeval/chronology/ydoc'
import { Button, TextInput, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { LongText, MAX_EDITABLE } from '../fields/long-text.tsx'
import { t } from '../i18n/late.ts'
import { useLiveEvents, useWholeEntry, useWritingSession } from '../session/session-context.tsx'
import { TRACK_COLOURS } from '../theme/palette.ts'
import classes from './track-sidebar.module.css'

/** Name, colour and removal of one track. A track that is the only one of some event cannot be removed. */
export function TrackEditor({ track: shown }: { track: Track }) {
  const { doc, history } = useWritingSession()
  const events = useLiveEvents()
  const track = useWholeEntry('tracks', shown.id) ?? shown
  const [name, setName] = useState(track.name)
  const stranded = events.filter((event) => event.tracks.length === 1 && event.tracks[0] === track.id).length
  const rename = () => {
    const next = name.trim()
    if (next && next !== track.name) history.step(() => updateEntry(doc, 'tracks', track.id, { name: next }))
  }
  const remove = () =>
    history.step(() =>
      edit(doc, () => {
        for (const event of events) setMember(doc, event.id, 'tracks', track.id, false)
        removeEntry(doc, 'tracks', track.id)
      }),
    )
  return (
    <div className={classes.editor}>
      {name.length > MAX_EDITABLE ? (
        <LongText label={t('workspace.trackName')} value={name} most={MAX_TITLE_LENGTH} onReplace={() => setName('')} />
      ) : (
        <TextInput
          label={t('workspace.trackName')}
          value={name}
          maxLength={MAX_TITLE_LENGTH}
          onChange={(event) => setName(event.currentTarget.value)}
          onBlur={rename}
          onKeyDown={(event) => event.key === 'Enter' && rename()}
        />
      )}
      <div className={classes.colours} role="group" aria-label={t('workspace.trackColour')}>
        {Array.from({ length: TRACK_COLOURS }, (_, slot) => (
          <UnstyledButton
            key={slot}
            className={classes.colour}
            data-track-colour={slot}
            aria-label={t('workspace.colourSlot', { number: slot + 1 })}
            aria-pressed={slot === track.colour}
            onClick={() => history.step(() => updateEntry(doc, 'tracks', track.id, { colour: slot }))}
          />
        ))}
      </div>
      <Button size="xs" variant="default" disabled={stranded > 0} onClick={remove}>
        {t('workspace.deleteTrack')}
      </Button>
      {stranded > 0 && <p className="quiet">{t('workspace.deleteTrackUsed', { count: stranded })}</p>}
    </div>
  )
}

export default TrackEditor
