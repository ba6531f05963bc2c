import { FORMAT_LIST, type FormatId } from '@coeval/formats/list'
import { Menu } from '@mantine/core'

interface Props {
  onExport: (format: FormatId) => Promise<void>
  disabled?: boolean
  /** The first of them takes the focus when the menu opens. */
  isFirst?: boolean
  /** What stands before the format's name, where no label says what the items are. */
  verb?: string
}

/** The formats in which a chronology can be taken away, as items of a menu. */
export function ExportItems({ onExport, disabled, isFirst = true, verb }: Props) {
  return FORMAT_LIST.map(({ id, name }, index) => (
    <Menu.Item
      key={id}
      data-autofocus={(isFirst && index === 0) || undefined}
      disabled={disabled}
      onClick={() => void onExport(id)}
    >
      {verb === undefined ? name : `${verb} · ${name}`}
    </Menu.Item>
  ))
}
