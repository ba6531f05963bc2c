import type { Instance } from '../api/client.ts'

/** What each section of `/instance` is given. */
export interface SectionProps {
  instance: Instance
  /** With what the server answered to a change. */
  onChange: (instance: Instance) => void
  /** After a change that was not answered with the whole. */
  onReload: () => Promise<void>
}
