import { Button } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { api, type LinkInfo, type MemberInfo } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ago, onDay } from '../i18n/when.ts'
import { LinkFields } from './link-fields.tsx'
import { askedOf, termsOf, type Wrong } from './link-terms.ts'
import { Refusal } from '../ui/refusal.tsx'
import { DialogPart } from '../ui/dialog-part.tsx'
import confirm from './confirm-row.module.css'
import classes from './link-list.module.css'
import rows from './share-rows.module.css'
import { useAttempt } from '../ui/use-attempt.ts'
import { shown } from '../words/shown.ts'
import { WhoStays } from './who-stays.tsx'

interface LinkListProps {
  id: string
  links: readonly LinkInfo[]
  onChanged: () => void
}

/** What each link did: how often it was used and by whom. It can be changed, and ended for good. */
export function LinkList({ id, links, onChanged }: LinkListProps) {
  return (
    <DialogPart
      heading={
        <>
          {t('share.links')} <span className="quiet tabular">{links.length}</span>
        </>
      }
    >
      {links.length === 0 && <p className="quiet">{t('share.noLinks')}</p>}
      <ul className={rows.rows}>
        {links.map((link) => (
          <Link key={link.id} id={id} link={link} onChanged={onChanged} />
        ))}
      </ul>
    </DialogPart>
  )
}

interface LinkProps {
  id: string
  link: LinkInfo
  onChanged: () => void
}

function Link({ id, link, onChanged }: LinkProps) {
  const [mode, setMode] = useState<'shown' | 'changing' | 'revoking'>('shown')
  const [stay, setStay] = useState<readonly MemberInfo[]>([])
  const { isBusy, refusal, attempt } = useAttempt()
  const name = shown(link.label) || (link.email ? t('share.linkFor', { email: link.email }) : t('share.unnamed'))
  const revoke = () =>
    void attempt(async () => {
      setStay((await api.revokeLink(id, link.id)).stay)
      setMode('shown')
      onChanged()
    })
  return (
    <li className={rows.row}>
      <div className={rows.what}>
        <p className={rows.name}>
          {name} <span className={rows.tag}>{t(`role.name.${link.role}`)}</span>
          {link.state !== 'working' && (
            <span className={rows.tag} data-state={link.state}>
              {t(`share.state.${link.state}`)}
            </span>
          )}
        </p>
        <p className={rows.details}>{detailsOf(link)}</p>
        {link.people.length > 0 && <Comers link={link} />}
        <Refusal text={refusal} />
        {mode === 'changing' && (
          <ChangeLink
            id={id}
            link={link}
            onDone={() => {
              setMode('shown')
              onChanged()
            }}
            onCancel={() => setMode('shown')}
          />
        )}
        {stay.length > 0 && <WhoStays id={id} members={stay} onChanged={onChanged} onClose={() => setStay([])} />}
        {mode === 'revoking' && (
          <div className={confirm.confirm}>
            <p>{revokeText(link)}</p>
            <Button size="xs" color="red" loading={isBusy} onClick={revoke}>
              {t('share.revoke')}
            </Button>
            <Button size="xs" variant="default" autoFocus onClick={() => setMode('shown')}>
              {t('app.cancel')}
            </Button>
          </div>
        )}
      </div>
      {mode === 'shown' && link.state !== 'revoked' && (
        <div className={rows.acts}>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('share.changeOf', { name })}
            onClick={() => setMode('changing')}
          >
            {t('share.change')}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('share.revokeOf', { name })}
            onClick={() => setMode('revoking')}
          >
            {t('share.revoke')}
          </Button>
        </div>
      )}
    </li>
  )
}

function revokeText({ email, people }: LinkInfo): string {
  if (email === null) return t('share.revokeText')
  if (people.length === 0) return t('share.revokeUnusedText')
  return t('share.revokePersonalText', { name: people.map(({ name }) => name).join(', ') })
}

interface ChangeLinkProps {
  id: string
  link: LinkInfo
  onDone: () => void
  onCancel: () => void
}

function ChangeLink({ id, link, onDone, onCancel }: ChangeLinkProps) {
  const [terms, setTerms] = useState(() => termsOf(link))
  const [wrong, setWrong] = useState<Wrong | null>(null)
  const { isBusy, refusal, attempt } = useAttempt()
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    const asked = askedOf(terms, new Date())
    if (typeof asked === 'string') return setWrong(asked)
    setWrong(null)
    void attempt(async () => {
      await api.changeLink(id, link.id, asked)
      onDone()
    })
  }
  return (
    <form className={classes.change} onSubmit={onSubmit} noValidate>
      <LinkFields terms={terms} wrong={wrong} onChange={setTerms} />
      <Refusal text={refusal} />
      <div className={confirm.confirm}>
        <Button size="xs" type="submit" loading={isBusy}>
          {t('share.save')}
        </Button>
        <Button size="xs" variant="default" onClick={onCancel}>
          {t('app.cancel')}
        </Button>
      </div>
    </form>
  )
}

function Comers({ link: { people, uses } }: { link: LinkInfo }) {
  return (
    <details className={classes.comers}>
      <summary>{t('share.whoCame')}</summary>
      <ul>
        {people.map(({ id, name, at }) => (
          <li key={id}>
            {name} <span className="quiet">{ago(at)}</span>
          </li>
        ))}
      </ul>
      {uses > people.length && <p className="quiet">{t('share.latestOnly', { count: people.length })}</p>}
    </details>
  )
}

function detailsOf({ uses, maxUses, lastUsedAt, expiresAt, revokedAt, createdAt, createdBy, state }: LinkInfo): string {
  const used =
    uses === 0 && maxUses === null
      ? t('share.unused')
      : maxUses === null
        ? t('share.uses', { count: uses })
        : t('share.usesOf', { count: uses, most: maxUses })
  return [
    used,
    lastUsedAt !== null && t('share.lastUsed', { when: ago(lastUsedAt) }),
    endOf(state, expiresAt, revokedAt),
    createdBy === null
      ? t('share.made', { when: ago(createdAt) })
      : t('share.madeBy', { when: ago(createdAt), name: createdBy }),
  ]
    .filter(Boolean)
    .join(' · ')
}

function endOf(state: LinkInfo['state'], expiresAt: string | null, revokedAt: string | null): string {
  if (revokedAt !== null) return t('share.revokedAt', { when: ago(revokedAt) })
  if (expiresAt === null) return t('share.neverEnds')
  return t(state === 'expired' ? 'share.ended' : 'share.ends', { day: onDay(expiresAt) })
}
