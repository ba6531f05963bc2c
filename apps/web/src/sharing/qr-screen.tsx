import { Modal } from '@mantine/core'
import { useMemo } from 'react'
import { encode } from 'uqr'
import type { Role } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import classes from './qr-screen.module.css'

/** What readers of such codes need around them. */
const QUIET_ZONE = 4

interface QrScreenProps {
  url: string
  role: Role
  onClose: () => void
}

/** A link for a whole room: as large as the screen, black on white whatever the colours of the page are. */
export function QrScreen({ url, role, onClose }: QrScreenProps) {
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={t('share.qrTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      classNames={{ content: classes.screen, header: classes.header, body: classes.body, close: classes.close }}
    >
      <QrCode text={url} />
      <p className={classes.words}>{t(`share.qrWords.${role}`)}</p>
      <p className={classes.address}>{url}</p>
    </Modal>
  )
}

function QrCode({ text }: { text: string }) {
  const { size, path } = useMemo(() => drawCode(text), [text])
  return (
    <svg
      className={classes.code}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={t('share.qrLabel')}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  )
}

/** One run of dark modules in a row is one rectangle of the path. */
function drawCode(text: string): { size: number; path: string } {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const runs: string[] = []
  for (const [y, row] of data.entries()) {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const start = x
      while (row[x + 1]) x++
      runs.push(`M${start} ${y}h${x - start + 1}v1H${start}z`)
    }
  }
  return { size, path: runs.join('') }
}
