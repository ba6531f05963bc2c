import { patientLazy } from '../patient-lazy.tsx'
import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Suspense, useEffect, useState } from 'react'
import { t } from '../i18n/index.ts'
import { useEntries, useMayWrite } from '../session/session-context.tsx'
import { isTyping } from './use-workspace-keys.ts'
import { chronologyPath, navigate } from '../router.ts'
import { ExportProgress } from '../transfer/export-progress.tsx'
import { useExport } from '../transfer/use-export.ts'

const ImportDialog = patientLazy(() => import('../transfer/import-dialog.tsx'))
const TrashDialog = patientLazy(() => import('./trash-dialog.tsx'))
const ShortcutsDialog = patientLazy(() => import('./shortcuts-dialog.tsx'))

type Open = 'import' | 'trash' | 'shortcuts' | null

/** Export, import, trash, colours, help. */
export function WorkspaceMenu() {
  const mayWrite = useMayWrite()
  const exportJson = useExport()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const events = useEntries('events')
  const [open, setOpen] = useState<Open>(null)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '?' && !event.defaultPrevented && !isTyping(event.target)) setOpen('shortcuts')
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  const trashed = [...events.values()].filter((event) => event.deletedAt).length

  return (
    <>
      <Menu position="bottom-end" shadow="md" width={230} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('workspace.menu')}>
            <IconDots size={20} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('transfer.export')}</Menu.Label>
          <Menu.Item data-autofocus onClick={() => void exportJson()}>
            {t('transfer.exportJson')}
          </Menu.Item>
          <Menu.Divider />
          {mayWrite && <Menu.Item onClick={() => setOpen('import')}>{t('transfer.import')}</Menu.Item>}
          {mayWrite && (
            <Menu.Item onClick={() => setOpen('trash')}>{t('workspace.trashCount', { count: trashed })}</Menu.Item>
          )}
          <Menu.Item onClick={() => setOpen('shortcuts')}>{t('workspace.shortcuts')}</Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('scheme.label')}</Menu.Label>
          {(['light', 'dark', 'auto'] as const).map((scheme) => (
            <Menu.RadioItem
              key={scheme}
              checked={colorScheme === scheme}
              onChange={() => setColorScheme(scheme)}
              value={scheme}
            >
              {t(`scheme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.Dropdown>
      </Menu>
      <ExportProgress />
      <Suspense fallback={null}>
        {open === 'import' && (
          <ImportDialog onClose={() => setOpen(null)} onCreated={(id) => navigate(chronologyPath(id))} />
        )}
        {open === 'trash' && mayWrite && <TrashDialog onClose={() => setOpen(null)} />}
        {open === 'shortcuts' && <ShortcutsDialog onClose={() => setOpen(null)} />}
      </Suspense>
    </>
  )
}
