// @vitest-environment jsdom
import { expect, test } from 'vitest'
import { navigate, onAddressChange } from '../navigation/browser-history.ts'
import { changeAddress, readAddress } from './address.ts'

test('what the page shows is in the hash, and a change of it adds no step to the way back', () => {
  navigate('/c/caj?x=1#event=fmm-2&view=sideways')
  const before = history.length
  expect(readAddress()).toEqual({ event: 'fmm-2', view: undefined, from: undefined, to: undefined })
  expect(readAddress()).toBe(readAddress())
  changeAddress({ view: 'list', from: '1990-01-01' })
  expect(location.href).toMatch(/\/c\/caj\?x=1#from=1990-01-01&event=fmm-2&view=list$/)
  changeAddress({ event: undefined, from: undefined, view: undefined })
  expect(location.hash).toBe('')
  expect(history.length).toBe(before)
})

test('everybody who listens hears of each change, by page or by hand, and of none after', () => {
  let calls = 0
  const stop = onAddressChange(() => calls++)
  navigate('/account')
  changeAddress({ event: 'e' })
  changeAddress({ event: 'e' })
  window.dispatchEvent(new PopStateEvent('popstate'))
  expect(calls).toBe(3)
  stop()
  navigate('/')
  window.dispatchEvent(new Event('hashchange'))
  expect(calls).toBe(3)
})
