import { expect, test } from 'vitest'
import { oidcErrorInWords } from './oidc-error.ts'

test('a code of the university’s sign-in becomes a sentence', () => {
  expect(oidcErrorInWords('access_denied', 'Uni Login')).toMatch(/^Uni Login did not let you in/)
  expect(oidcErrorInWords('by-invitation', 'Uni Login')).toBe(oidcErrorInWords('signup_disabled', 'Uni Login'))
})

test('an unknown code is named, a text in its place is not', () => {
  expect(oidcErrorInWords('no_code', 'Uni Login')).toContain('no_code')
  expect(oidcErrorInWords('Call 555-0100 to get your password', 'Uni Login')).not.toContain('555')
})
