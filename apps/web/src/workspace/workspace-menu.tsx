import { patientLazy } from '../ui/patient-lazy.tsx'
import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Suspense, useEffect, useState } from 'react'
import { DialogBoundary } from '../boundary/dialog-boundary.tsx'
import { t } from '../i18n/late.ts'
import { useEntries, useMayWrite, useMeta, useSession } from '../session/session-context.tsx'
import { LeaveItem } from './leave-item.tsx'
import { isTyping } from './use-workspace-keys.ts'
import { navigate } from '../navigation/browser-history.ts'
import { chronologyPath } from '../navigation/router.ts'
import { ExportProgress } from '../transfer/export-progress.tsx'
import { ExportItems } from '../transfer/export-items.tsx'
import { useExport } from '../transfer/use-export.ts'

const ImportDialog = patientLazy(() => import('../transfer/import-dialog.tsx'))
const TrashDialog = patientLazy(() => import('./trash-dialog.tsx'))
const LeaveDialog = patientLazy(() => import('../ui/leave-dialog.tsx'))
const ShortcutsDialog = patientLazy(() => import('./shortcuts-dialog.tsx'))

type Open = 'import' | 'trash' | 'shortcuts' | 'leave' | null

/** Export, import, trash, colours, help. */
export function WorkspaceMenu() {
  const mayWrite = useMayWrite()
  const exportAs = useExport()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const events = useEntries('events')
  const { id } = useSession()
  const { title } = useMeta()
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
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
          <ExportItems onExport={exportAs} />
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
          <LeaveItem onLeave={() => setOpen('leave')} />
        </Menu.Dropdown>
      </Menu>
      <ExportProgress />
      <Suspense fallback={null}>
        {open && (
          <DialogBoundary key={open} onClose={close}>
            {open === 'import' && <ImportDialog onClose={close} onCreated={(id) => navigate(chronologyPath(id))} />}
            {open === 'trash' && mayWrite && <TrashDialog onClose={close} />}
            {open === 'leave' && (
              <LeaveDialog id={id} title={title || t('home.untitled')} onClose={close} onLeft={() => navigate('/')} />
            )}
            {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
          </DialogBoundary>
        )}
      </Suspense>
    </>
  )
}
