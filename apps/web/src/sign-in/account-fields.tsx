/** The fields of an account, as they stand in the forms of the owner, of sign-up and of sign-in. */
import { MAX_NAME_LENGTH } from '@coeval/api/limits'
import { PasswordInput, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../i18n/late.ts'

interface FieldProps {
  value: string
  problem: ReactNode
  onChange: (value: string) => void
}

/** The first field of its form. */
export function NameField({ value, problem, onChange }: FieldProps) {
  return (
    <TextInput
      autoFocus
      label={t('form.name')}
      description={t('form.nameHint')}
      autoComplete="name"
      maxLength={MAX_NAME_LENGTH}
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

export function EmailField({
  value,
  problem,
  onChange,
  hint,
  autoFocus = false,
}: FieldProps & { hint?: string; autoFocus?: boolean }) {
  return (
    <TextInput
      autoFocus={autoFocus}
      label={t('form.email')}
      description={hint}
      type="email"
      autoComplete="username"
      value={value}
      error={problem}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** `isNew`: one that is being chosen, so that password managers offer one. */
export function PasswordField({ value, problem, onChange, isNew = false }: FieldProps & { isNew?: boolean }) {
  return (
    <PasswordInput
      label={t(isNew ? 'form.newPassword' : 'form.password')}
      description={isNew ? t('form.passwordHint') : undefined}
      autoComplete={isNew ? 'new-password' : 'current-password'}
      value={value}
      error={problem}
      visibilityToggleButtonProps={{ 'aria-label': t('form.showPassword') }}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}
