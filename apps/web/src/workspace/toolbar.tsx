import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconFileText, IconLayoutSidebar, IconPlus } from '@tabler/icons-react'
import { Hint } from '../ui/hint.tsx'
import { t } from '../i18n/index.ts'
import { useMayWrite, useUndoState } from '../session/session-context.tsx'
import type { View } from '../view/address.ts'
import { useAddEvent } from './use-add-event.ts'
import { useEditingKeys, useUndo } from './use-workspace-keys.ts'
import classes from './toolbar.module.css'
import { useWorkspace } from '../view/workspace-context.tsx'

interface ToolbarProps {
  introduced: boolean
  onIntroduction: () => void
  tracksShown: boolean
  onTracks: () => void
}

/** View switch on the left; editing on the right, for people who may edit. */
export function Toolbar({ introduced, onIntroduction, tracksShown, onTracks }: ToolbarProps) {
  const { view, show } = useWorkspace()
  const mayWrite = useMayWrite()
  return (
    <div className={classes.toolbar}>
      <Hint label={t('workspace.tracks')}>
        <ActionIcon
          variant={tracksShown ? 'light' : 'subtle'}
          size="lg"
          aria-label={t('workspace.tracks')}
          aria-expanded={tracksShown}
          aria-controls="tracks"
          onClick={onTracks}
        >
          <IconLayoutSidebar size={20} />
        </ActionIcon>
      </Hint>
      <SegmentedControl
        size="sm"
        aria-label={t('workspace.view')}
        value={view}
        onChange={(next) => show(next as View)}
        data={[
          { value: 'timeline', label: t('workspace.timeline') },
          { value: 'list', label: t('workspace.list') },
        ]}
      />
      <Button
        size="sm"
        variant={introduced ? 'light' : 'subtle'}
        className={classes.folding}
        aria-label={t('workspace.introduction')}
        aria-pressed={introduced}
        onClick={onIntroduction}
      >
        <IconFileText size={18} aria-hidden />
        <span className={classes.foldingLabel}>{t('workspace.introduction')}</span>
      </Button>
      <div className={classes.spring} />
      {mayWrite && <EditingTools />}
    </div>
  )
}

function EditingTools() {
  const { canUndo, canRedo } = useUndoState()
  const { undo, redo } = useUndo()
  const addEvent = useAddEvent()
  useEditingKeys()
  return (
    <>
      <Hint label={t('workspace.undo')}>
        <ActionIcon variant="subtle" size="lg" aria-label={t('workspace.undo')} disabled={!canUndo} onClick={undo}>
          <IconArrowBackUp size={20} />
        </ActionIcon>
      </Hint>
      <Hint label={t('workspace.redo')}>
        <ActionIcon variant="subtle" size="lg" aria-label={t('workspace.redo')} disabled={!canRedo} onClick={redo}>
          <IconArrowForwardUp size={20} />
        </ActionIcon>
      </Hint>
      <Button size="sm" className={classes.folding} aria-label={t('workspace.addEventLabel')} onClick={addEvent}>
        <IconPlus size={18} aria-hidden />
        <span className={classes.foldingLabel}>{t('workspace.addEvent')}</span>
      </Button>
    </>
  )
}
