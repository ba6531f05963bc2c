import { expect, test } from 'vitest'
import { judgeClock, judgeSocket, judgeTls } from './local-findings.ts'

test('plain HTTP is a problem unless the server is this machine', () => {
  expect(judgeTls('https://chronology.example.org').state).toBe('ok')
  expect(judgeTls('http://localhost:8787').state).toBe('ok')
  expect(judgeTls('http://127.0.0.1:8787').state).toBe('ok')
  expect(judgeTls('http://[::1]:8787').state).toBe('ok')
  expect(judgeTls('http://chronology.example.org').state).toBe('problem')
  expect(judgeTls('http://localhost.example.org').state).toBe('problem')
})

test('clocks may differ by a minute; a slow answer is no difference', () => {
  expect(judgeClock(100_000, 90_000, 110_000).state).toBe('ok')
  expect(judgeClock(100_000, 0, 200_000).state).toBe('ok')
  const ahead = judgeClock(0, 300_000, 300_000)
  expect(ahead).toMatchObject({ about: 'clock', state: 'warning' })
  expect(ahead.sentence).toContain('5 minutes ahead')
  expect(judgeClock(300_000, 0, 0).sentence).toContain('5 minutes behind')
})

test('a socket that does not open is laid to what stands between only if the server answers', () => {
  expect(judgeSocket({ kind: 'refused' }, 'answers')[0]?.sentence).toContain('proxy')
  expect(judgeSocket({ kind: 'refused' }, 'silent')[0]?.sentence).not.toContain('proxy')
  expect(judgeSocket({ kind: 'refused' }, 'elsewhere')[0]?.sentence).not.toContain('proxy')
  expect(judgeSocket({ kind: 'silent' }, 'answers')[0]).toMatchObject({ about: 'proxy', state: 'problem' })
})

test('the speed is the median, so one slow frame does not alarm', () => {
  const states = (roundTripsMs: number[]) =>
    judgeSocket({ kind: 'echoed', roundTripsMs }, 'answers').map(({ about, state }) => `${about} ${state}`)
  expect(states([20, 20, 4_000])).toEqual(['socket ok', 'speed ok'])
  expect(states([20, 2_000, 4_000])).toEqual(['socket ok', 'speed warning'])
})
