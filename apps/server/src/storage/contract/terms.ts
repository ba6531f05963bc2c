/** Terms of the domain that the contract is written in. The one place where it looks beyond its folder for them. */
export type { AuditAction, Role, Visibility } from '@coeval/api'
export { emailKey } from '../../access/email.ts'
export { isAtLeast } from '../../access/roles.ts'
