import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { t } from '../i18n/late.ts'
import { ExportItems } from './export-items.tsx'
import { isUnderWay, useExportState } from './export-store.ts'
import { useExport } from './use-export.ts'

/** The formats in which the chronology can be taken away. A phone finds them under "More". */
export function ExportMenu() {
  const exportAs = useExport()
  const state = useExportState()
  return (
    <Menu position="bottom-end" shadow="md" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button visibleFrom="md" size="sm" variant="default" rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('transfer.export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <ExportItems onExport={exportAs} disabled={isUnderWay(state)} />
      </Menu.Dropdown>
    </Menu>
  )
}
