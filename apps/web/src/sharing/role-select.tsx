import { NativeSelect } from '@mantine/core'
import type { Role } from '../api/client.ts'
import { t } from '../i18n/late.ts'

export const LINK_ROLES = ['editor', 'commenter', 'viewer'] as const
export const ROLES = ['owner', ...LINK_ROLES] as const

interface RoleSelectProps<R extends Role> {
  label: string
  roles: readonly R[]
  value: R
  onChange: (role: R) => void
  /** The label is for screen readers only: what it belongs to stands beside it. */
  isLabelHidden?: boolean
  disabled?: boolean
}

export function RoleSelect<R extends Role>({
  label,
  roles,
  value,
  onChange,
  isLabelHidden,
  disabled,
}: RoleSelectProps<R>) {
  return (
    <NativeSelect
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value as R)}
      data={roles.map((role: Role) => ({ value: role, label: t(`role.name.${role}`) }))}
    />
  )
}
