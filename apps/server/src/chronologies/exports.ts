/** Chronologies as files. Nothing is loaded into this thread for it. */
import type { FormatId } from '@coeval/formats'
import type { Logger } from 'pino'
import type { Initiator } from '../access/audit.ts'
import type { Changes } from '../access/changes.ts'
import { Refusal } from '../refusal.ts'
import type { WriteOutcome } from '../transfer/jobs.ts'
import type { Asker, Transfers } from '../transfer/transfers.ts'
import type { ChronologyList } from './chronology-list.ts'
import { ExportLimits } from './export-limits.ts'
import { fileNameOf } from './file-name.ts'
import { sentence } from '../messages/sentence.ts'

export interface ExportedFile extends WriteOutcome {
  fileName: string
  mediaType: string
}

export interface ExportsOptions {
  list: ChronologyList
  transfers: Transfers
  changes: Changes
  log: Logger
  nowMs: () => number
}

export class Exports {
  readonly #options: ExportsOptions
  readonly #limits: ExportLimits

  constructor(options: ExportsOptions) {
    this.#options = options
    this.#limits = new ExportLimits(options.nowMs)
  }

  /** Throws Refusal: for a format that there is not, and for nobody in particular who asks too often. */
  readonly export = async (
    initiator: Initiator,
    id: string,
    { format: formatId, asker }: { format: string; asker: Asker },
  ): Promise<ExportedFile> => {
    const { list, transfers, changes, log } = this.#options
    const entry = await list.entry(id)
    const format = await formatToWrite(formatId)
    const file = await changes.carryOut(initiator, {
      store: () => transfers.write(entry, format.id, asker, () => this.#limits.takeMaking(initiator)),
      // Nothing has changed.
      tells: () => [],
      logs: ({ title }) =>
        this.#limits.takeLogging(initiator)
          ? [{ action: 'chronology-exported', chronology: { id, title }, detail: format.id }]
          : [],
      // Whoever takes the work away from a disk that is full must not be kept from it by the log.
      notLogged: (error) => log.error({ err: error, chronology: id }, 'an export was not recorded in the log'),
    })
    return {
      ...file,
      fileName: `${fileNameOf(file.title) || id}.${format.extension}`,
      mediaType: format.mediaType,
    }
  }
}

async function formatToWrite(id: string): Promise<{ id: FormatId; extension: string; mediaType: string }> {
  const { formats } = await import('@coeval/formats')
  const format = formats.find((known) => known.id === id)
  if (format?.write) return format
  const known = formats.filter(({ write }) => write).map((each) => each.id)
  throw new Refusal(
    400,
    'unknown-format',
    sentence('chronologies.unknown-format', { format: id.slice(0, 40), known: known.join(', ') }),
  )
}
