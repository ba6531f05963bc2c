import { UnstyledButton } from '@mantine/core'
import { IconStack2 } from '@tabler/icons-react'
import { useFew } from '../ui/use-few.tsx'
import { t } from '../i18n/late.ts'
import { useLayers } from '../view/use-layers.ts'
import { CountAndEye } from './count-and-eye.tsx'
import classes from './track-sidebar.module.css'
import { useWorkspace } from '../view/workspace-context.tsx'

/** The layers of the chronology, each can be hidden and shown; nothing if there are none. */
export function LayerList() {
  const layers = useLayers()
  const { hiddenLayers, toggleLayer } = useWorkspace()
  const { few, more } = useFew(layers)
  if (layers.length === 0) return null
  return (
    <section className={classes.layers} aria-labelledby="layers-title">
      <h2 id="layers-title" className={classes.heading}>
        {t('workspace.layers')}
      </h2>
      <ul className={classes.list}>
        {few.map(({ name, count }) => {
          const hidden = hiddenLayers.has(name)
          return (
            <li key={name} className={classes.track} data-hidden={hidden}>
              <UnstyledButton
                className={classes.toggle}
                aria-pressed={!hidden}
                title={t(hidden ? 'workspace.showTrack' : 'workspace.hideTrack', { name })}
                onClick={() => toggleLayer(name)}
              >
                <IconStack2 size={15} aria-hidden className={classes.layerSign} />
                <span className={classes.name}>{name}</span>
                <CountAndEye count={count} hidden={hidden} />
              </UnstyledButton>
            </li>
          )
        })}
      </ul>
      {more}
    </section>
  )
}
