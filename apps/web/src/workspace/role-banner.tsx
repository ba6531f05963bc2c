import { ActionIcon, Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { t } from '../i18n/late.ts'
import type { RoleNews } from '../session/opening.ts'
import { isWriter } from '../session/role.ts'
import { forgetRows } from '../session/unsaved-ledger.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { downloadDocument } from '../transfer/download.ts'
import { Banner } from './banner.tsx'
import { useWorkspace } from '../view/workspace-context.tsx'

/**
 * Says that I am something else here since a moment ago. Good news are said once; where I may no longer write, it stays
 * until it is read, and what I had written and not saved can be taken away as a file.
 */
export default function RoleBanner({ news, onRead }: { news: RoleNews; onRead: () => void }) {
  const { announce } = useWorkspace()
  const isGood = isWriter(news.to) && news.left === null && news.drafts.length === 0
  useEffect(() => {
    if (!isGood) return
    announce(t(`role.now.${news.to}`))
    onRead()
  }, [isGood, news, announce, onRead])
  if (isGood) return null
  const words = (
    <>
      {t(`role.now.${news.to}`)}{' '}
      {isWriter(news.from) && news.left === null && news.drafts.length === 0 && t('role.allSaved')}{' '}
      {news.left && <strong>{t('role.left', { count: news.left.changes })}</strong>}
    </>
  )
  return (
    <Banner tone="news" text={words}>
      {news.drafts.length > 0 && <CopyField label={t('role.drafts')} value={news.drafts.join(' · ')} />}
      {news.left ? (
        <Left left={news.left} onGivenUp={onRead} />
      ) : (
        <ActionIcon variant="subtle" aria-label={t('sentAway.read')} onClick={onRead}>
          <IconX size={18} aria-hidden />
        </ActionIcon>
      )}
    </Banner>
  )
}

/** Given up only once it is in a file. */
function Left({ left: { session }, onGivenUp }: { left: NonNullable<RoleNews['left']>; onGivenUp: () => void }) {
  const { announce } = useWorkspace()
  const [isTaken, setTaken] = useState(false)
  const save = async () => {
    try {
      await downloadDocument(session.doc, `${session.id}-mine`)
      setTaken(true)
    } catch {
      announce(t('sentAway.copyFailed'))
    }
  }
  const giveUp = () => {
    if (session.copyName !== null) forgetRows(session.copyName)
    onGivenUp()
  }
  return (
    <>
      <Button size="xs" variant={isTaken ? 'default' : 'filled'} onClick={() => void save()}>
        {t('sentAway.saveCopy')}
      </Button>
      <Button size="xs" variant="default" disabled={!isTaken} onClick={giveUp}>
        {t('leftBehind.forget')}
      </Button>
    </>
  )
}
