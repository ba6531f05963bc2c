import { type KeyboardEvent, type PointerEvent, type ReactNode, useState } from 'react'
import { t } from '../i18n/index.ts'
import classes from './panel-frame.module.css'

const WIDTH_KEY = 'coeval-panel-width'
const MIN_PX = 340
const MAX_PX = 900
const STEP_PX = 24

/** Beside the view with a width that this device remembers; over its right half at 768 px; a sheet on a phone. */
export function PanelFrame({ children }: { children: ReactNode }) {
  const [width, setWidth] = useState(loadWidth)
  const resize = (next: number) => {
    const clamped = Math.round(Math.min(MAX_PX, Math.max(MIN_PX, next)))
    setWidth(clamped)
    try {
      localStorage.setItem(WIDTH_KEY, String(clamped))
    } catch {
      // Storage is blocked: the width lives as long as the page.
    }
  }
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    const handle = event.currentTarget
    handle.setPointerCapture(event.pointerId)
    const onMove = (move: globalThis.PointerEvent) => resize(window.innerWidth - move.clientX)
    handle.addEventListener('pointermove', onMove)
    handle.addEventListener('pointerup', () => handle.removeEventListener('pointermove', onMove), { once: true })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: STEP_PX, ArrowRight: -STEP_PX }[event.key]
    if (step === undefined) return
    event.preventDefault()
    resize(width + step)
  }
  return (
    <aside className={classes.frame} style={{ '--panel-width': `${width}px` }} aria-label={t('workspace.eventPanel')}>
      <div
        className={classes.handle}
        role="separator"
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t('workspace.resizePanel')}
        aria-valuenow={width}
        aria-valuemin={MIN_PX}
        aria-valuemax={MAX_PX}
        onPointerDown={onPointerDown}
        onKeyDown={onKeyDown}
      />
      <div className={classes.content}>{children}</div>
    </aside>
  )
}

function loadWidth(): number {
  try {
    const kept = Number(localStorage.getItem(WIDTH_KEY))
    if (kept >= MIN_PX && kept <= MAX_PX) return kept
  } catch {
    // Storage is blocked: the usual width.
  }
  return 480
}
