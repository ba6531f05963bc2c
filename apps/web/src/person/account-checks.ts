/** What a name, an e-mail address and a password have to be; the server asks for the same. Null where all is well. */
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@coeval/api/limits'
import type { ApiError } from '../api/client.ts'
import { t } from '../i18n/late.ts'

export type AccountField = 'name' | 'email' | 'password'

export function nameProblem(name: string): string | undefined {
  return name.trim() === '' ? t('form.nameMissing') : undefined
}

export function emailProblem(email: string): string | undefined {
  // Whether it exists only a mail could tell, and this server sends none.
  return /^[^\s@]+@[^\s@]+$/.test(email.trim()) ? undefined : t('form.emailWrong')
}

export function newPasswordProblem(password: string): string | undefined {
  if (password.length < MIN_PASSWORD_LENGTH) return t('form.passwordShort', { count: MIN_PASSWORD_LENGTH })
  if (password.length > MAX_PASSWORD_LENGTH) return t('form.passwordLong', { count: MAX_PASSWORD_LENGTH })
  return undefined
}

/** The field that a refusal is about: its code says so (`wrong-password`, `email-taken`). */
export function accountFieldOf({ code }: ApiError): AccountField | null {
  return (['password', 'email', 'name'] as const).find((field) => code.includes(field)) ?? null
}
