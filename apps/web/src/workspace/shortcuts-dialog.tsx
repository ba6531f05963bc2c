import { Kbd, Modal } from '@mantine/core'
import { type PlainMessageKey, t } from '../i18n/late.ts'
import classes from '../ui/dialogs.module.css'

const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl'

const SHORTCUTS: readonly (readonly [PlainMessageKey, string])[] = [
  ['shortcuts.undo', `${MOD} Z`],
  ['shortcuts.redo', `${MOD} Shift Z`],
  ['shortcuts.newEvent', 'N'],
  ['shortcuts.view', 'V'],
  ['shortcuts.cursors', 'C'],
  ['shortcuts.help', '?'],
  ['shortcuts.close', 'Esc'],
]

const IN_TIMELINE: readonly (readonly [PlainMessageKey, string])[] = [
  ['shortcuts.arrows', '← → ↑ ↓'],
  ['shortcuts.open', 'Enter'],
  ['shortcuts.moveDate', 'Alt ← →'],
  ['shortcuts.moveTrack', 'Alt Shift ↑ ↓'],
  ['shortcuts.zoom', '+ −'],
  ['shortcuts.fit', 'F'],
  ['shortcuts.delete', 'Delete'],
]

export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('workspace.shortcuts')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Keys rows={SHORTCUTS} />
      <h3 className={classes.heading}>{t('shortcuts.timeline')}</h3>
      <Keys rows={IN_TIMELINE} />
    </Modal>
  )
}

function Keys({ rows }: { rows: readonly (readonly [PlainMessageKey, string])[] }) {
  return (
    <ul className={classes.list}>
      {rows.map(([key, keys]) => (
        <li key={key} className={classes.row}>
          <span>{t(key)}</span>
          <Kbd>{keys}</Kbd>
        </li>
      ))}
    </ul>
  )
}
