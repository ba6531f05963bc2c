import { useCallback, useEffect, useState } from 'react'
import { api, type Sharing } from '../api/client.ts'

const REFRESH_MS = 10_000

/** Who may come in, as the server has it; `reload` after each change, so that what is shown is what is. */
export function useSharing(id: string): { sharing: Sharing | null; failure: unknown; reload: () => void } {
  const [sharing, setSharing] = useState<Sharing | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  const reload = useCallback(() => setRound((count) => count + 1), [])
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
  // Somebody may ask to be let in meanwhile.
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), REFRESH_MS)
    return () => clearInterval(timer)
  }, [reload])
  return { sharing, failure, reload }
}
