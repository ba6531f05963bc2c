import { useCallback, useState } from 'react'
import { errorInWords } from './failure.tsx'

/** Something that the server may refuse: whether it is under way, and its refusal as a sentence. */
export function useAttempt(): {
  isBusy: boolean
  refusal: string | null
  /** Whether it went well. */
  attempt: (work: () => Promise<void>) => Promise<boolean>
} {
  const [isBusy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const attempt = useCallback(async (work: () => Promise<void>) => {
    setBusy(true)
    try {
      await work()
      setRefusal(null)
      return true
    } catch (error) {
      setRefusal(errorInWords(error))
      return false
    } finally {
      setBusy(false)
    }
  }, [])
  return { isBusy, refusal, attempt }
}
