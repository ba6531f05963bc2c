import { patientLazy } from '../ui/patient-lazy.tsx'
import { Suspense, useSyncExternalStore } from 'react'
import { useMe } from '../person/me-store.ts'
import { useSession } from '../session/session-context.tsx'

const NamePrompt = patientLazy(() => import('./name-prompt.tsx'))

/** Asks a guest for a name once they have changed something here: nobody is asked before. */
export function NameWhenWriting() {
  const { saving } = useSession()
  const me = useMe()
  const hasWritten = useSyncExternalStore(saving.subscribe, () => saving.hasChangedHere)
  if (!hasWritten || !me?.person?.isGuest || me.person.choseName) return null
  return (
    <Suspense fallback={null}>
      <NamePrompt name={me.person.name} />
    </Suspense>
  )
}
