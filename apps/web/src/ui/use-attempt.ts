import { useCallback, useState } from 'react'
import { errorInWords } from './failure.tsx'

/** Something that the server may refuse: whether it is under way, and what went wrong at the last try. */
export function useAttempt(): {
  isBusy: boolean
  /** Null if nothing went wrong. */
  failure: unknown
  /** The failure as a sentence. */
  refusal: string | null
  /** Whether it went well. */
  attempt: (work: () => Promise<void>) => Promise<boolean>
} {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  const attempt = useCallback(async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
      setFailure(null)
      return true
    } catch (error) {
      setFailure(error)
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  return { isBusy, failure, refusal: failure === null ? null : errorInWords(failure), attempt }
}
