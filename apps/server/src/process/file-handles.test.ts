import { expect, test } from 'vitest'
import { FileHandles } from './file-handles.ts'
import { mostConnections } from './handles-limit.ts'

test('that there are no file handles is said once, then once a minute with a count, and so is their return', () => {
  const said: [string, object][] = []
  let nowMs = 0
  let isOut = false
  const handles = new FileHandles({
    log: {
      error: (fields: object, message: string) => said.push([message, fields]),
      info: (fields: object, message: string) => said.push([message, fields]),
    } as never,
    nowMs: () => nowMs,
    tryOne() {
      if (isOut) throw Object.assign(new Error('EMFILE: too many open files'), { code: 'EMFILE' })
    },
  })
  handles.look()
  expect(handles.trouble).toBeUndefined()
  isOut = true
  for (; nowMs <= 61_000; nowMs += 1000) handles.look()
  expect(handles.trouble).toMatchObject({ key: 'failures.no-handles' })
  expect(said).toHaveLength(2)
  expect(said[0]?.[0]).toMatch(/ulimit -n .*LimitNOFILE/)
  expect(said[1]?.[1]).toMatchObject({ failures: 61, seconds: 60, error: expect.stringMatching('EMFILE') })
  isOut = false
  handles.look()
  expect(handles.trouble).toBeUndefined()
  expect(said[2]?.[0]).toBe('file handles are available again')
})

test('what failed for another reason is left to others, and a cause counts like the error itself', () => {
  const handles = new FileHandles({ log: { error() {}, info() {} } as never, nowMs: () => 0, tryOne() {} })
  expect(handles.notice(new Error('no'))).toBe(false)
  const cause = Object.assign(new Error('ENFILE'), { code: 'ENFILE' })
  expect(handles.notice(new Error('could not', { cause }))).toBe(true)
})

test('some are kept for the program itself, and connections that are dropped for that are told of until there are none', () => {
  expect([64, 1024].map((limit) => mostConnections(limit))).toEqual([8, 968])
  const said: string[] = []
  const log = {
    error: (_: object, message: string) => said.push(message),
    info: (_: object, message: string) => said.push(message),
  }
  const handles = new FileHandles({ log: log as never, nowMs: () => 0, tryOne() {} })
  handles.dropped()
  handles.dropped()
  handles.look()
  expect(handles.trouble).toMatchObject({ key: 'failures.no-handles-for-connections' })
  handles.look()
  expect(handles.trouble).toBeUndefined()
  expect(said).toEqual([expect.stringMatching(/accepts no.*ulimit -n/), 'file handles are available again'])
})
