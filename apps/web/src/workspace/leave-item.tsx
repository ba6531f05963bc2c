import { Menu } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { useMe } from '../person/me-store.ts'
import { useRole, useSession } from '../session/session-context.tsx'

/** For people with a membership or a link here. Readers of a public chronology have nothing to leave. */
export function LeaveItem({ onLeave }: { onLeave: () => void }) {
  const { id } = useSession()
  const role = useRole()
  const isSomebody = useMe()?.person != null
  const [isMember, setMember] = useState(false)
  useEffect(() => {
    let isGone = false
    // Where it cannot be found out, leaving would fail as well.
    if (isSomebody && role === 'viewer') {
      api.chronology(id).then(
        ({ visibility, mayLeave }) => !isGone && setMember(visibility === 'private' || mayLeave === true),
        () => undefined,
      )
    }
    return () => {
      isGone = true
    }
  }, [id, role, isSomebody])
  if (!isSomebody || (role === 'viewer' && !isMember)) return null
  return (
    <>
      <Menu.Divider />
      <Menu.Item onClick={onLeave}>{t('leave.item')}</Menu.Item>
    </>
  )
}
