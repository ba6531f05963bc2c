import { Modal } from '@mantine/core'
import { t } from '../i18n/index.ts'
import { HereNow } from './here-now.tsx'

/** For editors, who share nothing: who is here now. */
export function HereDialog({ id, onClose }: { id: string; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={t('share.whoIsHere')} closeButtonProps={{ 'aria-label': t('app.close') }}>
      <HereNow id={id} />
    </Modal>
  )
}

export default HereDialog
