import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import type { ChronologyInfo } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { useMe } from '../person/me-store.ts'
import { chronologyPath, followLink } from '../navigation/router.ts'
import { ExportItems } from '../transfer/export-items.tsx'
import { exportFromServer, isUnderWay, useExportState } from '../transfer/export-store.ts'
import rows from '../ui/rows.module.css'
import classes from './home-page.module.css'
import { shown } from '../words/shown.ts'

interface RowActions {
  onRename: (chronology: ChronologyInfo) => void
  onTrash: (chronology: ChronologyInfo) => void
  onLeave: (chronology: ChronologyInfo) => void
}

/** One chronology to open, with what its reader may do to it as a whole. */
export function ChronologyRow({ chronology, actions }: { chronology: ChronologyInfo; actions: RowActions }) {
  const isSomebody = useMe()?.person != null
  const { role, visibility } = chronology
  const exporting = useExportState()
  const isExporting = isUnderWay(exporting)
  const mayRename = role === 'owner' || role === 'editor'
  return (
    <li className={classes.row}>
      <a className={classes.link} href={chronologyPath(chronology.id)} onClick={followLink}>
        <span>
          <span className={classes.title}>{titleOf(chronology)}</span>
          {role !== 'owner' && <span className={rows.badge}>{t(`role.name.${role}`)}</span>}
          {visibility === 'public' && <span className={rows.badge}>{t('visibility.public')}</span>}
        </span>
        <span className="quiet tabular">
          {t('home.events', { count: chronology.events })} · {t('home.updated', { when: ago(chronology.updatedAt) })}
        </span>
      </a>
      <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('home.actions', { title: titleOf(chronology) })}
          >
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayRename && (
            <Menu.Item data-autofocus onClick={() => actions.onRename(chronology)}>
              {t('home.rename')}
            </Menu.Item>
          )}
          <ExportItems
            onExport={(format) => exportFromServer(chronology.id, format)}
            disabled={isExporting}
            isFirst={!mayRename}
            verb={t('transfer.export')}
          />
          {/* Who reads a public one like anybody has nothing to leave. */}
          {isSomebody && (role !== 'viewer' || visibility === 'private' || chronology.mayLeave === true) && (
            <Menu.Item onClick={() => actions.onLeave(chronology)}>{t('leave.item')}</Menu.Item>
          )}
          {role === 'owner' && <Menu.Item onClick={() => actions.onTrash(chronology)}>{t('home.trash')}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
    </li>
  )
}

interface TrashProps {
  chronologies: ChronologyInfo[]
  onRestore: (chronology: ChronologyInfo) => void
  onRemove: (chronology: ChronologyInfo) => void
}

/** What its owners have thrown away, and may have back. */
export function Trash({ chronologies, onRestore, onRemove }: TrashProps) {
  return (
    <section aria-labelledby="trash">
      <h2 id="trash" className={classes.heading}>
        {t('home.trashTitle')}
      </h2>
      <ul className={classes.list}>
        {chronologies.map((chronology) => (
          <li key={chronology.id} className={classes.row}>
            <span className={classes.link}>
              <span className={classes.title}>{titleOf(chronology)}</span>
              <span className="quiet">{t('home.trashed', { when: ago(chronology.trashedAt ?? '') })}</span>
            </span>
            <span className={classes.ways}>
              <Button size="xs" variant="default" onClick={() => onRestore(chronology)}>
                {t('home.restore')}
              </Button>
              <Button size="xs" variant="default" onClick={() => onRemove(chronology)}>
                {t('home.remove')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

export function titleOf(chronology: ChronologyInfo): string {
  return shown(chronology.title) || t('home.untitled')
}
