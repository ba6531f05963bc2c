/** Chronologies from files. They are read beside the thread that serves sockets. */
import { MAX_TITLE_LENGTH, shortenText } from '@coeval/chronology'
import { newId } from '@coeval/chronology/ydoc'
import type { Initiator } from '../access/audit.ts'
import type { Changes } from '../access/changes.ts'
import type { Quotas } from '../costs/quotas.ts'
import type { Storage } from '../storage/contract/index.ts'
import type { Asker, Transfers } from '../transfer/transfers.ts'
import { checkTitle } from './check-title.ts'
import type { ChronologyList } from './chronology-list.ts'
import { type CheckedFile, type ImportedFile, type ReadFile, requireRead } from './imported-file.ts'
import { keepNew, ownerFor } from './new-chronology.ts'

export interface ImportsOptions {
  storage: Storage
  list: ChronologyList
  transfers: Pick<Transfers, 'read' | 'maxStateBytes'>
  changes: Changes
  quotas: Quotas
  nowMs: () => number
}

export class Imports {
  readonly #options: ImportsOptions

  constructor(options: ImportsOptions) {
    this.#options = options
  }

  /** What is wrong with a file, without keeping anything of it. The bytes are handed over. */
  readonly check = async (file: ImportedFile, asker: Asker): Promise<CheckedFile> => {
    const { chronology, problems, offer } = await this.#options.transfers.read(file, asker)
    if (!chronology) return { ok: false, problems, offer }
    const title = shortenText(chronology.title, MAX_TITLE_LENGTH)
    return { ok: true, problems, title, events: chronology.events }
  }

  /**
   * A new chronology from a file. Throws Refusal, with the problems, where it cannot be read. The bytes are handed over.
   * Whoever goes away before it is read has made nothing.
   */
  readonly import = async (
    initiator: Initiator,
    file: ImportedFile,
    { title, asker }: { title?: string; asker: Asker },
  ): Promise<ReadFile> => {
    const { storage, list, transfers, changes, quotas, nowMs } = this.#options
    const owner = await ownerFor(storage, initiator)
    return changes.carryOut(initiator, {
      store: () =>
        quotas.makeChronology(initiator.who, async () => {
          const keep = { maxStateBytes: transfers.maxStateBytes }
          const job = { ...file, keep, title: title === undefined ? undefined : checkTitle(title) }
          const { seed, problems } = requireRead(await transfers.read(job, asker))
          asker.signal?.throwIfAborted()
          const id = newId()
          await keepNew(storage, { ...seed, id, nowMs: nowMs() }, { owner })
          return { info: await list.get(id), problems }
        }),
      // Nobody has it open yet.
      tells: () => [],
      logs: ({ info: { id, title: given } }) => [{ action: 'chronology-imported', chronology: { id, title: given } }],
    })
  }
}
