import { Alert, Button } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { ApiError } from '../api/client.ts'
import { t } from '../i18n/late.ts'
import { followLink } from '../navigation/router.ts'
import { WithCode } from './with-code.tsx'

interface FailureProps {
  error: unknown
  onRetry?: () => void
}

/** What went wrong, read out and with the focus: somebody has just asked for what failed. */
export function Failure({ error, onRetry }: FailureProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [error])
  return (
    <Alert ref={box} tabIndex={-1} color="red" role="alert" my="md">
      <WithCode text={errorInWords(error)} />{' '}
      {isUnreachable(error) && (
        <a href="/checkup" onClick={followLink}>
          {t('checkup.whatIsWrong')}
        </a>
      )}{' '}
      {onRetry && (
        <Button size="compact-sm" variant="default" onClick={onRetry}>
          {t('app.retry')}
        </Button>
      )}
    </Alert>
  )
}

/** A whole sentence, where `error.message` may be the end of one. */
export function errorInWords(error: unknown): string {
  if (isUnreachable(error)) return t('form.unreachable')
  return error instanceof Error ? error.message : String(error)
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && error.status === 0
}
