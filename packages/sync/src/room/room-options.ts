/** What a room is given beside its document. */
import type * as Y from 'yjs'
import type { RoomLimits } from './limits.ts'
import type { ReaderView } from './readers.ts'
import type { SummaryKeeper } from './summary.ts'
import type { Bounded } from './time-limit.ts'

export interface RoomOptions {
  limits?: RoomLimits
  /** Without one, updates are stored without a summary. */
  summarise?: (doc: Y.Doc) => SummaryKeeper
  /** [S9] Without one, an update may take as long as it likes. */
  bounded?: Bounded
  /** [R1] Without one, readers see all. */
  readerView?: ReaderView
  /** [S8] Whether it may grow, beside its own limit. Asked for each update with content: it must cost nothing. */
  mayGrow?: (room: string) => boolean
}
