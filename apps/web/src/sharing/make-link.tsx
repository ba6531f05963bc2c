import { Button } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { api, type NewLink } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { LinkAddress } from './link-address.tsx'
import { LinkFields } from './link-fields.tsx'
import { askedOf, newTerms, type Wrong } from './link-terms.ts'
import { QrScreen } from './qr-screen.tsx'
import { Refusal } from '../ui/refusal.tsx'
import form from './share-form.module.css'
import { useAttempt } from '../ui/use-attempt.ts'

interface MakeLinkProps {
  id: string
  onMade: () => void
  /** Whether something lies over the dialog. */
  onCover: (isCovered: boolean) => void
}

/** One button for a link. Its address is shown only once, because the server keeps only its hash. */
export function MakeLink({ id, onMade, onCover }: MakeLinkProps) {
  const [terms, setTerms] = useState(newTerms)
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const [made, setMade] = useState<NewLink | null>(null)
  const [isProjected, setProjected] = useState(false)
  const { isBusy, refusal, attempt } = useAttempt()
  const project = (on: boolean) => {
    setProjected(on)
    onCover(on)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const asked = askedOf(terms, new Date())
    if (typeof asked === 'string') return setWrong(asked)
    setWrong(null)
    void attempt(async () => {
      setMade(await api.createLink(id, asked))
      setTerms(newTerms())
      onMade()
    })
  }
  return (
    <form onSubmit={onSubmit} noValidate>
      <LinkFields terms={terms} wrong={wrong} onChange={setTerms} />
      <div className={form.submit}>
        <p className={form.hint}>{t(`share.linkHint.${terms.role}`)}</p>
        <Button type="submit" variant="default" loading={isBusy}>
          {t('share.makeLink')}
        </Button>
      </div>
      <Refusal text={refusal} />
      {made && (
        <div className={form.made}>
          <p role="status">{t('share.shownOnce')}</p>
          <LinkAddress label={t('share.address')} url={made.url} />
          <Button variant="default" leftSection={<IconQrcode size={17} aria-hidden />} onClick={() => project(true)}>
            {t('share.project')}
          </Button>
        </div>
      )}
      {made && isProjected && <QrScreen url={made.url} role={made.role} onClose={() => project(false)} />}
    </form>
  )
}
