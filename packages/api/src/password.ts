import * as v from 'valibot'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from './limits.ts'

/** A new password, as somebody chose it. */
export const NewPassword = v.pipe(
  v.string('short-password'),
  v.minLength(MIN_PASSWORD_LENGTH, 'short-password'),
  v.maxLength(MAX_PASSWORD_LENGTH, 'long-password'),
)
