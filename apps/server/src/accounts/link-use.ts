import type { LogEntry } from '../access/changes.ts'
import type { StoredLink } from '../storage/contract/index.ts'

/** What the log says of one who came, or asks to come, by a link; `title` is of its chronology. */
export function linkUse(
  action: 'link-used' | 'join-asked',
  { chronology: id, label, role }: StoredLink,
  title: string,
): LogEntry {
  return { action, chronology: { id, title }, subject: label || role, detail: role }
}
