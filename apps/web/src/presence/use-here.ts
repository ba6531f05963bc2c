import { useEffect, useState } from 'react'
import { api, type Here } from '../api/client.ts'
import { errorInWords } from '../ui/failure.tsx'

const REFRESH_MS = 4_000

/** Who is connected now; refreshed while it is shown. */
export function useHere(id: string): { here: Here | null; refusal: string | null } {
  const [here, setHere] = useState<Here | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    let isGone = false
    const ask = async () => {
      try {
        // Nobody looks at a tab in the background.
        if (document.visibilityState === 'visible') setHere(await api.here(id))
        setRefusal(null)
      } catch (error) {
        setRefusal(errorInWords(error))
      }
      if (!isGone) timer = setTimeout(() => void ask(), REFRESH_MS)
    }
    void ask()
    return () => {
      isGone = true
      clearTimeout(timer)
    }
  }, [id])
  return { here, refusal }
}
