import { expect, test, vi } from 'vitest'
import { callEach } from './call-each.ts'

test('a listener that fails stops neither the others nor the caller', () => {
  const reported = vi.fn()
  vi.stubGlobal('reportError', reported)
  const heard: string[] = []
  const fault = new Error('not mine to hear')
  callEach<[string]>(
    [
      (news) => heard.push(`first ${news}`),
      () => {
        throw fault
      },
      (news) => heard.push(`third ${news}`),
    ],
    'one',
  )
  vi.unstubAllGlobals()
  expect(heard).toEqual(['first one', 'third one'])
  expect(reported).toHaveBeenCalledExactlyOnceWith(fault)
})
