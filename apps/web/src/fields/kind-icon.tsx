import {
  IconBook2,
  IconCamera,
  IconFileText,
  IconHourglass,
  IconPlane,
  IconQuestionMark,
  IconScale,
  IconSpeakerphone,
  IconTimeline,
  IconTools,
  IconUsersGroup,
  IconWorld,
} from '@tabler/icons-react'

const ICONS: Record<string, typeof IconWorld> = {
  meeting: IconUsersGroup,
  speech: IconSpeakerphone,
  document: IconFileText,
  visit: IconPlane,
  policy: IconScale,
  project: IconTools,
  publication: IconBook2,
  phase: IconTimeline,
  context: IconWorld,
  snapshot: IconCamera,
  gap: IconQuestionMark,
  era: IconHourglass,
}

/** The sign of a kind of event; an unknown kind has that of context. Beside it stands always the word. */
export function KindIcon({ kind }: { kind: string }) {
  // "constructor" is a word that somebody may take for a kind.
  const Icon = (Object.hasOwn(ICONS, kind) ? ICONS[kind] : undefined) ?? IconWorld
  return <Icon size={16} stroke={1.7} aria-hidden />
}
