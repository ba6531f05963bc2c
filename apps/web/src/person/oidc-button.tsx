import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { OidcRedirect } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { Failure } from '../ui/failure.tsx'

interface OidcButtonProps {
  variant?: 'filled' | 'default'
  ask: () => Promise<OidcRedirect>
  children: string
}

/** Leaves for the university's sign-in, at the address that the server names. */
export function OidcButton({ variant = 'filled', ask, children }: OidcButtonProps) {
  const [isBusy, setBusy] = useState(false)
  const [failure, setFailure] = useState<unknown>(null)
  useEffect(() => {
    // People who turn back there find this page as they left it: busy.
    const back = (event: PageTransitionEvent) => event.persisted && setBusy(false)
    window.addEventListener('pageshow', back)
    return () => window.removeEventListener('pageshow', back)
  }, [])
  const go = async () => {
    setBusy(true)
    setFailure(null)
    try {
      const { redirect } = await ask()
      location.assign(webAddress(redirect))
    } catch (error) {
      setFailure(error)
      setBusy(false)
    }
  }
  return (
    <>
      {failure !== null && <Failure error={failure} />}
      <Button fullWidth={variant === 'filled'} variant={variant} loading={isBusy} onClick={() => void go()}>
        {children}
      </Button>
    </>
  )
}

/** Never `javascript:`. Throws what is shown. */
function webAddress(redirect: string): string {
  const { protocol, href } = new URL(redirect, location.origin)
  if (protocol !== 'https:' && protocol !== 'http:') throw new Error(t('signIn.badRedirect'))
  return href
}
