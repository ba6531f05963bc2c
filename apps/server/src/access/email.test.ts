import { expect, test } from 'vitest'
import { emailKey } from './email.ts'

test('spellings that people take for one address are one', () => {
  for (const spelling of [
    'prof@uni.example',
    ' Prof@Uni.Example ',
    'PROF@UNI.EXAMPLE',
    'prof@uni.example.',
    'ｐｒｏｆ＠ｕｎｉ．ｅｘａｍｐｌｅ',
    'prof@uni。example',
    'pr\u200bof@uni.example',
    '\u202eprof@uni.example\u202c',
    'prof\u00ad@uni.example',
    'prof@\u00a0uni.example',
  ]) {
    expect([JSON.stringify(spelling), emailKey(spelling)]).toEqual([JSON.stringify(spelling), 'prof@uni.example'])
  }
  expect(emailKey('jürgen@Universität.example')).toBe(emailKey('ju\u0308rgen@xn--universitt-y5a.example'))
})

test('what is another address stays one', () => {
  const all = ['a@x.example', 'a@y.example', 'b@x.example', 'a+b@x.example', 'a.@x.example', 'а@x.example', 'a']
  expect(new Set(all.map(emailKey)).size).toBe(all.length)
})
