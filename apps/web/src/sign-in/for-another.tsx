import { MAX_NAME_LENGTH } from '@coeval/api/limits'
import { Button, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import { api, type Me, type OwnJoinRequest } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { ago } from '../i18n/when.ts'
import { Failure } from '../ui/failure.tsx'
import { PageFrame } from '../shell/page-frame.tsx'
import { useForm } from '../ui/use-form.ts'
import { replaceAddress } from '../navigation/browser-history.ts'
import { chronologyPath, followLink } from '../navigation/router.ts'
import { nameProblem } from '../person/account-checks.ts'
import { forgetHeldLink, heldLink } from './joining.ts'
import { setMe, useMe } from '../person/me-store.ts'
import classes from '../ui/form.module.css'

const LOOK_EVERY_MS = 5_000
const NONE: OwnJoinRequest[] = []

/**
 * A personal link that was made for another e-mail address: the ways in are that address, or asking. Also, without a
 * link, for somebody who has asked and comes back.
 */
export default function ForAnother() {
  const me = useMe()
  const { requests, failure, reload } = useRequests(me?.person?.id)
  const [token] = useState(heldLink)
  const [asked, setAsked] = useState<string | null>(null)
  // For people who come back without the link: what they asked last.
  const request = requests?.find(({ id }) => id === asked) ?? (token === null ? requests?.[0] : undefined)
  const isIn = request?.state === 'let-in' ? request.chronology : null
  useEffect(() => {
    if (isIn === null) return
    forgetHeldLink()
    replaceAddress(chronologyPath(isIn))
  }, [isIn])
  if (me === null || (token === null && requests === null)) {
    return (
      <PageFrame title={t('invited.title')} width="form">
        {failure === null ? <p role="status">{t('app.loading')}</p> : <Failure error={failure} onRetry={reload} />}
      </PageFrame>
    )
  }
  return (
    <PageFrame title={t(request ? 'invited.askedTitle' : 'invited.title')} width="form">
      {request && <Answer request={request} isGuest={me.person?.isGuest === true} />}
      {!request && token === null && <p className={classes.text}>{t('join.noToken')}</p>}
      {!request && token !== null && (
        <WaysIn
          me={me}
          token={token}
          onAsked={(mine) => {
            setAsked(mine.id)
            reload()
          }}
        />
      )}
      <p className={classes.aside}>
        <a href="/" onClick={followLink}>
          {t('app.back')}
        </a>
      </p>
    </PageFrame>
  )
}

function Answer({ request: { state, askedAt }, isGuest }: { request: OwnJoinRequest; isGuest: boolean }) {
  const where = state === 'waiting' ? t(isGuest ? 'invited.waitHere' : 'invited.waitAnywhere') : null
  return (
    <div role="status">
      <p className={classes.text}>{t(`invited.state.${state}`, { when: ago(askedAt) })}</p>
      {where !== null && <p className={classes.text}>{where}</p>}
    </div>
  )
}

interface WaysInProps {
  me: Me
  token: string
  onAsked: (request: OwnJoinRequest) => void
}

function WaysIn({ me, token, onAsked }: WaysInProps) {
  const { person } = me
  const email = person?.email ?? null
  const [failure, setFailure] = useState<unknown>(null)
  const signOut = async () => {
    try {
      setMe(await api.signOut())
    } catch (error) {
      setFailure(error)
    }
  }
  return (
    <>
      <p className={classes.text}>
        {t(email === null ? 'invited.text' : 'invited.textSignedIn', { email: email ?? '' })}
      </p>
      {failure !== null && <Failure error={failure} />}
      <div className={classes.actions}>
        {email === null ? (
          <>
            <Button component="a" href="/sign-up" onClick={followLink}>
              {t('signUp.submit')}
            </Button>
            <Button component="a" href="/sign-in" variant="default" onClick={followLink}>
              {t('me.signIn')}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={() => void signOut()}>
            {t('invited.signOut')}
          </Button>
        )}
      </div>
      <p className={classes.or}>{t('invited.or')}</p>
      <AskForm me={me} token={token} onAsked={onAsked} />
    </>
  )
}

function AskForm({ me: { person }, token, onAsked }: WaysInProps) {
  // Without a name of their own, they would ask as "Guest 412".
  const needsName = !person?.choseName
  const [name, setName] = useState('')
  const { formProps, problems, failure, isBusy } = useForm<'name'>({
    check: () => ({ name: needsName ? nameProblem(name) : undefined }),
    async submit() {
      if (person && needsName) await api.changeMe({ name: name.trim() })
      const { asked, me } = await api.askToJoin({ token, ...(needsName && { name: name.trim() }) })
      setMe(me)
      onAsked(asked)
    },
    fieldOf: ({ code }) => (code.includes('name') ? 'name' : null),
  })
  return (
    <form {...formProps} className={classes.form}>
      <p className={classes.text}>{t(person?.email == null ? 'invited.askHint' : 'invited.askHintAccount')}</p>
      {failure !== null && <Failure error={failure} />}
      {needsName && (
        <TextInput
          label={t('form.name')}
          autoComplete="name"
          maxLength={MAX_NAME_LENGTH}
          value={name}
          error={problems.name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
      )}
      <div className={classes.actions}>
        <Button type="submit" variant="default" loading={isBusy}>
          {t('invited.ask')}
        </Button>
      </div>
    </form>
  )
}

/** What I asked, looked at again while something waits and somebody sees the page. Null until it is known. */
function useRequests(person: string | undefined) {
  const [requests, setRequests] = useState<OwnJoinRequest[] | null>(null)
  const [failure, setFailure] = useState<unknown>(null)
  const [round, setRound] = useState(0)
  const isWaiting = requests?.some(({ state }) => state === 'waiting') === true
  useEffect(() => {
    if (person === undefined) return undefined
    let isGone = false
    const look = () =>
      api.requests().then(
        (found) => {
          if (isGone) return
          setRequests(found)
          setFailure(null)
        },
        (error: unknown) => {
          if (!isGone) setFailure(error)
        },
      )
    void look()
    const timer = isWaiting
      ? setInterval(() => document.visibilityState === 'visible' && void look(), LOOK_EVERY_MS)
      : undefined
    return () => {
      isGone = true
      clearInterval(timer)
    }
  }, [person, round, isWaiting])
  return { requests: person === undefined ? NONE : requests, failure, reload: () => setRound((count) => count + 1) }
}
