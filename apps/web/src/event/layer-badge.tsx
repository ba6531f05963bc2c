import { IconStack2 } from '@tabler/icons-react'
import { t } from '../i18n/late.ts'
import classes from './layer-badge.module.css'

/** The layer of an event, beside its kind; nothing where it has none. */
export function LayerBadge({ layer }: { layer: string | undefined }) {
  if (!layer) return null
  return (
    <span className={classes.layer} title={t('list.layer', { name: layer })}>
      <IconStack2 size={14} stroke={1.7} aria-hidden />
      <span className="visually-hidden">{t('list.layer', { name: '' })}</span>
      <span className={classes.layerName}>{layer}</span>
    </span>
  )
}
