import { useCallback, useEffect } from 'react'
import { api, type Sharing } from '../api/client.ts'
import { useLoaded, valueOf } from '../ui/use-loaded.ts'

const REFRESH_MS = 10_000

/** Who may come in, as the server has it; `reload` after each change, so that what is shown is true. */
export function useSharing(id: string): { sharing: Sharing | undefined; failure: unknown; reload: () => void } {
  const { loaded, reload: load } = useLoaded(useCallback(() => api.sharing(id), [id]))
  const reload = useCallback(() => void load(), [load])
  // Somebody may ask to be let in meanwhile.
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && reload(), REFRESH_MS)
    return () => clearInterval(timer)
  }, [reload])
  return { sharing: valueOf(loaded), failure: loaded.phase === 'failed' ? loaded.error : null, reload }
}
