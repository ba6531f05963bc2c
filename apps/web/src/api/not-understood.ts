import { t } from '../i18n/index.ts'
import { ApiError } from './api-error.ts'

/** An answer that is none of the contract's. A person is told what to do, and the console what it was. */
export function notUnderstood(status: number, details: string): ApiError {
  const cause = new Error(details)
  // The one place where somebody who looks for the cause can see it.
  // oxlint-disable-next-line eslint/no-console
  console.error('An answer of the server was not understood.', details)
  return new ApiError(status, 'not-understood', t('app.notUnderstood'), [], { cause })
}
