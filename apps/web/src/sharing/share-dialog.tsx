/**
 * Everything about who may come in, for an owner: one field for people, one button for a link, who is here now, who may
 * what, what each link did, and what happened. What was refused is said where it was tried.
 */
import { Modal } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import { auditCsvAddress } from '../api/addresses.ts'
import { type AuditQuery, api } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { NARROW } from '../theme/breakpoints.ts'
import { Failure } from '../ui/failure.tsx'
import { AuditLog } from '../audit/audit-log.tsx'
import { HereNow } from '../presence/here-now.tsx'
import { InvitePerson } from './invite-person.tsx'
import { LinkList } from './link-list.tsx'
import { MakeLink } from './make-link.tsx'
import { MemberList } from './member-list.tsx'
import { RequestList } from './request-list.tsx'
import { DialogPart } from '../ui/dialog-part.tsx'
import classes from './share-dialog.module.css'
import { useSharing } from './use-sharing.ts'
import { VisibilitySwitch } from './visibility-switch.tsx'

interface ShareDialogProps {
  id: string
  onClose: () => void
}

export default function ShareDialog({ id, onClose }: ShareDialogProps) {
  const isNarrow = useMediaQuery(NARROW, matchMedia(NARROW).matches)
  const { sharing, failure, reload } = useSharing(id)
  // The code for the projector lies over the dialog; Escape closes that first.
  const [isCovered, setCovered] = useState(false)
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('share.title')}
      size={720}
      fullScreen={isNarrow}
      closeOnEscape={!isCovered}
      trapFocus={!isCovered}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {sharing && <RequestList id={id} requests={sharing.requests} onChanged={reload} />}
      <DialogPart label={t('share.people')}>
        <InvitePerson id={id} onAdded={reload} />
      </DialogPart>
      <DialogPart label={t('share.newLink')}>
        <MakeLink id={id} onMade={reload} onCover={setCovered} />
      </DialogPart>
      <HereNow id={id} />
      {failure !== null && <Failure error={failure} onRetry={reload} />}
      {!sharing && failure === null && (
        <p role="status" className="quiet">
          {t('app.loading')}
        </p>
      )}
      {sharing && (
        <>
          <VisibilitySwitch id={id} visibility={sharing.visibility} onChanged={reload} />
          <MemberList id={id} sharing={sharing} onChanged={reload} />
          <LinkList id={id} links={sharing.links} onChanged={reload} />
        </>
      )}
      <Log id={id} />
    </Modal>
  )
}

/** What happened here; asked for when somebody wants to know. */
function Log({ id }: { id: string }) {
  const [isWanted, setWanted] = useState(false)
  const load = useCallback((page: AuditQuery) => api.audit(id, page), [id])
  return (
    <details className={classes.log} onToggle={(event) => event.currentTarget.open && setWanted(true)}>
      <summary>{t('share.log')}</summary>
      {isWanted && <AuditLog load={load} csvAddress={auditCsvAddress(id)} namesChronology={false} />}
    </details>
  )
}
