import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCloudOff, IconEye, IconLoader, IconRefresh } from '@tabler/icons-react'
import { Hint } from '../ui/hint.tsx'
import { t } from '../i18n/index.ts'
import { useSaveState, useSession } from '../session/session-context.tsx'
import type { SaveState } from '../session/save-state.ts'
import classes from './save-indicator.module.css'

/** The save state as a sentence with a symbol. Screen readers announce it when it changes. */
export function SaveIndicator() {
  const session = useSession()
  const state = useSaveState()
  const { tone, text, hint } = session.mayWrite ? describe(state) : describeReading(state)
  const Icon = ICONS[tone]
  const sentence = (
    <span className={classes.state} data-tone={tone} data-save-state={state.kind}>
      <Icon size={16} aria-hidden />
      <span role="status" aria-live="polite">
        {text}
      </span>
    </span>
  )
  return (
    <>
      {hint ? <Hint label={hint}>{sentence}</Hint> : sentence}
      {hint && <span className="visually-hidden">{hint}</span>}
      {state.kind === 'offline' && (
        <Hint label={t('save.connectNow')}>
          <ActionIcon variant="subtle" aria-label={t('save.connectNow')} onClick={() => session.connectNow()}>
            <IconRefresh size={18} aria-hidden />
          </ActionIcon>
        </Hint>
      )}
    </>
  )
}

type Tone = 'good' | 'busy' | 'quiet' | 'offline' | 'bad'

const ICONS = {
  good: IconCircleCheck,
  busy: IconLoader,
  quiet: IconEye,
  offline: IconCloudOff,
  bad: IconAlertTriangle,
}

/** Readers have nothing to save: they want to know whether they see what is there now. */
function describeReading(state: SaveState): { tone: Tone; text: string; hint?: string } {
  switch (state.kind) {
    case 'connecting':
      return { tone: 'busy', text: t('save.connecting') }
    case 'reading':
    case 'saved':
    case 'saving':
    case 'failing':
      return { tone: 'quiet', text: t('reading.here') }
    case 'offline':
      return { tone: 'offline', text: t('reading.offline'), hint: t('reading.offlineHint') }
    case 'closed':
      return { tone: 'bad', text: t('reading.closed') }
  }
}

function describe(state: SaveState): { tone: Tone; text: string; hint?: string } {
  switch (state.kind) {
    case 'connecting':
      return { tone: 'busy', text: t('save.connecting') }
    case 'saved':
      return { tone: 'good', text: t('save.saved') }
    case 'saving':
      return { tone: 'busy', text: t('save.saving') }
    case 'offline':
      if (state.changes === 0)
        return { tone: 'offline', text: t(state.unsure ? 'save.offlineUnsure' : 'save.offlineSaved') }
      return {
        tone: 'offline',
        text: t('save.offline', { count: state.changes }),
        hint: state.keptHere ? t('save.keptHere') : t('save.notKeptHere'),
      }
    case 'failing':
      return {
        tone: 'bad',
        text: state.changes === 0 ? t('save.failingSaved') : t('save.failing', { count: state.changes }),
        hint: state.reason,
      }
    case 'reading':
      if (state.changes === 0) return { tone: 'quiet', text: t('save.reading') }
      return { tone: 'bad', text: t('save.refused', { count: state.changes }) }
    case 'closed':
      return {
        tone: 'bad',
        text: state.changes === 0 ? t('save.closedSaved') : t('save.closed', { count: state.changes }),
      }
  }
}
