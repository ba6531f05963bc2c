/** How a look at a data folder ends where it cannot be used: with a sentence, and with nothing touched. */
import { explainFailure } from '../storage/sqlite/index.ts'
import { StartupError } from '../process/startup-error.ts'
import { sentence, t } from '../messages/sentence.ts'

const WAYS = t('inspect.ways')
export const UNTOUCHED = t('inspect.untouched')

/** Throws StartupError: what is wrong, and the ways on. */
export type Refuse = (what: string, ways?: string) => never

export function refuserOf(folder: string): Refuse {
  return (what, ways = WAYS) => {
    throw new StartupError(sentence('inspect.cannot-be-used', { folder, what, untouched: UNTOUCHED, ways }))
  }
}

export function refuseDamaged(folder: string, how: string): never {
  throw new StartupError(sentence('inspect.damaged', { folder, how, untouched: UNTOUCHED, ways: WAYS }))
}

/** What `work` returns. Throws StartupError where the system does not let it read. */
export function attempt<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { path } = error as NodeJS.ErrnoException
    throw new StartupError(
      sentence('inspect.unreadable', { folder, reason: explainFailure(error, path ?? folder), untouched: UNTOUCHED }),
      { cause: error },
    )
  }
}

/** Undefined where it throws. */
export function tryOpen<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined // in the middle of a checkpoint the file alone may not be whole; with its log it is looked at afterwards
  }
}
