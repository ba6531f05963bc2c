import { useCallback, useEffect, useState } from 'react'
import { api, type Sharing } from '../api.ts'

/** Who may come in, as the server has it; `reload` after each change, so that what is shown is what is. */
export function useSharing(id: string): { sharing: Sharing | null; failure: unknown; reload: () => void } {
  const [sharing, setSharing] = useState<Sharing | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  useEffect(() => {
    let isGone = false
    api.sharing(id).then(
      (found) => {
        if (isGone) return
        setSharing(found)
        setFailure(null)
      },
      (error: unknown) => {
        if (!isGone) setFailure(error)
      },
    )
    return () => {
      isGone = true
    }
  }, [id, round])
  return { sharing, failure, reload: useCallback(() => setRound((count) => count + 1), []) }
}
