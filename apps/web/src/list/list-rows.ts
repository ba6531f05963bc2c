/** The list's rows: events sorted by date, grouped by the track that they are drawn in. Pure. */
import { compareEdtf } from '@coeval/chronology/edtf'
import type { EntryOf } from '@coeval/chronology/ydoc'

type Event = EntryOf<'events'>
type Track = EntryOf<'tracks'>

export type ListRow =
  | { kind: 'track'; key: string; track: Track | null; count: number }
  | { kind: 'event'; key: string; event: Event; track: Track | null; otherTracks: readonly Track[] }

/**
 * Rows in reading order. `tracks` come in their order; an event stands under the first of its shown tracks, as on the
 * timeline, and names the others. Events without a known track come last, under a null track. Undated ones end their group.
 */
export function listRows(
  events: readonly Event[],
  tracks: readonly Track[],
  hiddenTracks: ReadonlySet<string>,
): readonly ListRow[] {
  const groups = new Map<Track | null, { event: Event; others: readonly Track[] }[]>()
  for (const track of tracks) if (!hiddenTracks.has(track.id)) groups.set(track, [])
  groups.set(null, [])
  // By id, not by looking through all tracks for each event: either may be tens of thousands.
  const places = new Map(tracks.map((track, index) => [track.id, index]))
  for (const event of events) {
    const its = event.tracks
      .flatMap((id) => places.get(id) ?? [])
      .sort((a, b) => a - b)
      .flatMap((place) => tracks[place] ?? [])
    const shown = its.find((track) => !hiddenTracks.has(track.id))
    if (!shown && its.length > 0) continue
    groups.get(shown ?? null)?.push({ event, others: its.filter((track) => track !== shown) })
  }
  const rows: ListRow[] = []
  for (const [track, members] of groups) {
    if (members.length === 0) continue
    rows.push({ kind: 'track', key: `track:${track?.id ?? ''}`, track, count: members.length })
    members.sort((a, b) => compareEdtf(a.event.date, b.event.date) || compareText(a.event.title, b.event.title))
    for (const { event, others } of members) {
      rows.push({ kind: 'event', key: event.id, event, track, otherTracks: others })
    }
  }
  return rows
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
