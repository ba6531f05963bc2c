import { expect, test } from 'vitest'
import { roleStep } from './role-step.ts'

const WRITING = { role: 'editor', mayWrite: true, generation: 'g1', isClosed: true } as const
const VIEWING = { role: 'viewer', mayWrite: false, generation: 'r1', isClosed: true } as const

test('who may write now and could not before, or the other way round, gets another session', () => {
  expect(roleStep(VIEWING, { role: 'editor', generation: 'g1' })).toEqual({ kind: 'replace' })
  expect(roleStep(WRITING, { role: 'commenter', generation: 'r1' })).toEqual({ kind: 'replace' })
})

test('another generation replaces what is only viewed, and leaves what is written to its writer', () => {
  expect(roleStep(VIEWING, { role: 'viewer', generation: 'r2' })).toEqual({ kind: 'replace' })
  expect(roleStep(WRITING, { role: 'editor', generation: 'g2' })).toEqual({ kind: 'other generation' })
})

test('a change of role among writers is told where the server closed the connection over it, and only noted otherwise', () => {
  const info = { role: 'owner', generation: 'g1' } as const
  expect(roleStep(WRITING, info)).toEqual({ kind: 'go on', role: 'owner', isNews: true })
  expect(roleStep({ ...WRITING, isClosed: false }, info)).toEqual({ kind: 'go on', role: 'owner', isNews: false })
})

test('the same as before is no news', () => {
  expect(roleStep(WRITING, { role: 'editor', generation: 'g1' })).toEqual({
    kind: 'go on',
    role: 'editor',
    isNews: false,
  })
})
