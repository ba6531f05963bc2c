import { expect, test } from 'vitest'
import { chronologyPath, readRoute } from './router.ts'

test('each path is one page', () => {
  expect(readRoute('/')).toEqual({ page: 'home' })
  expect(readRoute('/c/caj')).toEqual({ page: 'chronology', id: 'caj' })
  expect(readRoute('/c/caj/')).toEqual({ page: 'chronology', id: 'caj' })
  expect(readRoute('/sign-in')).toEqual({ page: 'signIn' })
  expect(readRoute('/join/')).toEqual({ page: 'join' })
  expect(readRoute('/elsewhere')).toEqual({ page: 'unknown' })
  expect(readRoute('/constructor')).toEqual({ page: 'unknown' })
  expect(readRoute('/c/%E0%A4%A')).toEqual({ page: 'unknown' })
})

test('an id survives its address', () => {
  expect(readRoute(chronologyPath('a b/c'))).toEqual({ page: 'chronology', id: 'a b/c' })
})

test('the case of a path counts, and what follows it does not', () => {
  expect(readRoute('/Account')).toEqual({ page: 'unknown' })
  expect(readRoute('/account/keys')).toEqual({ page: 'unknown' })
  expect(readRoute('/c')).toEqual({ page: 'unknown' })
})
