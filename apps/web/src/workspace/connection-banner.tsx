/** What has become of the connection, where the person has to know it or can do something about it. */
import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { Fragment, type ReactNode, useState } from 'react'
import { t } from '../i18n/index.ts'
import { followLink } from '../navigation/router.ts'
import { type CloseName, closeName } from '../session/close-name.ts'
import { useInterruption, useSaveState, useSession, useUndoState } from '../session/session-context.tsx'
import { downloadLocalCopy, downloadRawCopy } from '../transfer/download.ts'
import { Banner } from './banner.tsx'
import { closeInWords } from './close-in-words.ts'
import { SignInLink } from './sign-in-link.tsx'
import { useUndo } from './use-workspace-keys.ts'
import { useWorkspace } from '../view/workspace-context.tsx'

type WayOut = 'signIn' | 'undo' | 'sendRest' | 'connect' | 'saveCopy' | 'saveRaw' | 'reload' | 'startOver' | 'list'

/** What helps after the server has sent us away for good; where the server comes back by itself, nothing is needed. */
const WAYS_OUT: Partial<Record<CloseName, WayOut[]>> = {
  malformed: ['saveCopy', 'saveRaw', 'reload', 'startOver'],
  noSession: ['saveCopy', 'signIn', 'list'],
  forbidden: ['saveCopy', 'signIn', 'list'],
  linkEnded: ['saveCopy', 'signIn', 'list'],
  removed: ['saveCopy', 'signIn', 'list'],
  signedOut: ['saveCopy', 'signIn', 'list'],
  notFound: ['saveCopy', 'list'],
  otherGeneration: ['saveCopy', 'startOver'],
  trashed: ['saveCopy', 'list', 'connect'],
  frameTooLarge: ['undo', 'sendRest', 'saveCopy', 'startOver'],
  documentTooLarge: ['undo', 'sendRest', 'saveCopy', 'startOver'],
}
const OTHER_WAYS_OUT: WayOut[] = ['saveCopy', 'reload', 'startOver']

export function ConnectionBanner() {
  const session = useSession()
  const state = useSaveState()
  const interruption = useInterruption()
  switch (state.kind) {
    case 'closed':
      return (
        <FinalBanner text={closeInWords(state.code, state.reason)} changes={state.changes} ways={waysOut(state.code)} />
      )
    case 'reading':
      if (state.changes === 0) return null
      return <FinalBanner text={t('sentAway.refused')} changes={state.changes} ways={['saveCopy', 'startOver']} />
    case 'failing':
      if (!session.mayWrite) return null
      return <FinalBanner text={state.reason} changes={state.changes} ways={state.changes > 0 ? ['saveCopy'] : []} />
    case 'connecting':
    case 'saved':
    case 'saving':
    case 'offline':
      if (!interruption) return null
      return (
        <Banner tone="warn" text={closeInWords(interruption.code, interruption.reason)}>
          <ActionIcon
            variant="subtle"
            aria-label={t('sentAway.read')}
            onClick={() => session.saving.interruptionRead()}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </Banner>
      )
  }
}

function FinalBanner({ text, changes, ways }: { text: string; changes: number; ways: WayOut[] }) {
  const words = (
    <>
      {text} {changes > 0 && <strong>{t('sentAway.unsaved', { count: changes })}</strong>}{' '}
      {changes > 0 && ways.includes('startOver') && t('sentAway.copyFirst')}
    </>
  )
  return (
    <Banner tone="bad" text={words}>
      <WaysOut ways={ways} changes={changes} />
    </Banner>
  )
}

function waysOut(code: number): WayOut[] {
  const name = closeName(code)
  return (name && WAYS_OUT[name]) ?? OTHER_WAYS_OUT
}

function WaysOut({ ways, changes }: { ways: WayOut[]; changes: number }) {
  const session = useSession()
  const { announce } = useWorkspace()
  // What is left behind must be in a file first.
  const [takenAway, setTakenAway] = useState(0)
  const mayStartOver = changes === 0 || takenAway >= session.saving.made
  const isFirst = ways.includes('startOver') && !ways.includes('undo') && !mayStartOver
  const saveCopy = async () => {
    const { made } = session.saving
    try {
      await downloadLocalCopy(session)
      setTakenAway(made)
    } catch {
      announce(t('sentAway.copyFailed'))
    }
  }
  const buttons: Record<WayOut, ReactNode> = {
    signIn: <SignInLink size="xs" />,
    undo: session.mayWrite && <UndoButton />,
    sendRest: (
      <Button size="xs" variant="default" onClick={() => session.sendWhatIsLeft()}>
        {t('app.retry')}
      </Button>
    ),
    connect: (
      <Button size="xs" variant="default" onClick={() => session.connectNow()}>
        {t('app.retry')}
      </Button>
    ),
    saveCopy: (changes > 0 || session.mayWrite) && (
      <Button size="xs" variant={isFirst ? 'filled' : 'default'} onClick={() => void saveCopy()}>
        {t('sentAway.saveCopy')}
      </Button>
    ),
    saveRaw: (
      <Button size="xs" variant="default" onClick={() => downloadRawCopy(session)}>
        {t('sentAway.saveRaw')}
      </Button>
    ),
    reload: (
      <Button size="xs" variant="default" onClick={() => session.reload()}>
        {t('sentAway.reload')}
      </Button>
    ),
    startOver: (
      <Button
        size="xs"
        variant={mayStartOver ? 'filled' : 'default'}
        disabled={!mayStartOver}
        onClick={() => session.startOver()}
      >
        {t('sentAway.startOver')}
      </Button>
    ),
    list: (
      <Button size="xs" variant="default" component="a" href="/" onClick={followLink}>
        {t('sentAway.list')}
      </Button>
    ),
  }
  return ways.map((way) => <Fragment key={way}>{buttons[way]}</Fragment>)
}

function UndoButton() {
  const { undo } = useUndo()
  const { canUndo } = useUndoState()
  return (
    <Button size="xs" disabled={!canUndo} onClick={undo}>
      {t('sentAway.undo')}
    </Button>
  )
}
