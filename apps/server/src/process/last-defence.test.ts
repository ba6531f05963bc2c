/** In a process of its own, for nothing may catch what is thrown here. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'

const MODULE = new URL('./last-defence.ts', import.meta.url).href

test('what nobody caught is told with its room, and the process lives on', () => {
  const { stdout, status } = run(`
    hearUncaught(process, (error, origin, room) => console.log(error.message, origin, room ?? '-'))
    inRoom('a', () => setTimeout(() => { throw new Error('timer') }))
    inRoom('b', () => setImmediate(async () => { await null; throw new Error('promise') }))
    inRoom('c', () => inNoRoom(() => setTimeout(() => { throw new Error('for all') })))
    setTimeout(() => { throw new Error('outside') })
    setTimeout(() => console.log('alive'), 50)
  `)
  const lines = stdout.trim().split('\n')
  expect(lines.at(-1)).toBe('alive')
  expect(lines.slice(0, -1).sort()).toEqual([
    'for all exception -',
    'outside exception -',
    'promise rejection b',
    'timer exception a',
  ])
  expect(status).toBe(0)
})

test('a listener that fails while it hears of an error does not end the process either', () => {
  const { stdout, stderr, status } = run(`
    hearUncaught(process, () => { throw new Error('the log is gone') })
    setTimeout(() => { throw new Error('first') })
    setTimeout(() => console.log('alive'), 50)
  `)
  expect([stdout, status]).toEqual(['alive\n', 0])
  expect(stderr).toContain('the log is gone')
  expect(stderr).toContain('first')
})

function run(script: string) {
  const source = `import { hearUncaught, inNoRoom, inRoom } from '${MODULE}'\n${script}`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', source], { encoding: 'utf8' })
}
