import { Button } from '@mantine/core'
import { useState } from 'react'
import { t } from '../i18n/index.ts'
import { currentMe } from '../person/me-store.ts'
import { findUnsavedCopies, forgetUnsavedCopy, type UnsavedCopy, openLeftBehind } from '../session/unsaved-copies.ts'
import { useSession } from '../session/session-context.tsx'
import { downloadDocument } from '../transfer/download.ts'
import { Banner } from './banner.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'

/** Offers what an earlier copy of this chronology holds and no server has. Mount it again for another session. */
export function LeftBehindBanner({ except }: { except: string | null | undefined }) {
  const session = useSession()
  const [found, setLeft] = useState(() => findUnsavedCopies(session.id, session.copyName, currentMe()))
  const left = found.filter(({ copy }) => copy !== except)
  const forget = (gone: UnsavedCopy) => {
    forgetUnsavedCopy(gone)
    setLeft(left.filter((each) => each !== gone))
  }
  return left.map((each) => <OneCopy key={each.copy} left={each} onForget={() => forget(each)} />)
}

function OneCopy({ left, onForget }: { left: UnsavedCopy; onForget: () => void }) {
  const { id } = useSession()
  const { announce } = useWorkspace()
  const [taken, setTaken] = useState(false)
  const save = async () => {
    try {
      const doc = await openLeftBehind(left)
      await downloadDocument(doc, `${id}-earlier`)
      doc.destroy()
      setTaken(true)
    } catch {
      announce(t('sentAway.copyFailed'))
    }
  }
  return (
    <Banner tone="warn" text={t('leftBehind.text', { count: left.changes })}>
      <Button size="xs" variant={taken ? 'default' : 'filled'} onClick={() => void save()}>
        {t('leftBehind.save')}
      </Button>
      <Button size="xs" variant="default" disabled={!taken} onClick={onForget}>
        {t('leftBehind.forget')}
      </Button>
    </Banner>
  )
}
