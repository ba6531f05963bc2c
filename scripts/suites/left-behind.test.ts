import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { withNothingLeft } from './left-behind.ts'

const HANGS = 'setInterval(() => {}, 60_000)'

test.runIf(process.platform === 'linux')(
  'a process that a suite leaves behind fails it, is named and is ended',
  async () => {
    let printed = ''
    let child: ReturnType<typeof spawn> | undefined
    const suite = async () => {
      // Of a session of its own, as one that outlives who started it.
      child = spawn(process.execPath, ['-e', HANGS, 'a-deliberate-leak'], { detached: true, stdio: 'ignore' })
      await once(child, 'spawn')
      return { passed: 3, failed: 0 }
    }
    const print = (text: string) => {
      printed += text
    }
    const outcome = await withNothingLeft(suite, { patienceMs: 0, print })
    expect(outcome).toMatchObject({ passed: 3, failed: 1, note: expect.stringContaining('left 1') })
    expect(printed).toContain('a-deliberate-leak')
    if (child?.exitCode === null && child.signalCode === null) await once(child, 'exit')
    expect(child?.signalCode).toBe('SIGKILL')
  },
)

test('a suite whose processes have ended, or end soon, keeps its result', async () => {
  const suite = async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdin.on("end", () => process.exit()).resume()'], {
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    await once(child, 'spawn')
    child.stdin.end()
    return { passed: 3, failed: 0 }
  }
  expect(await withNothingLeft(suite)).toEqual({ passed: 3, failed: 0 })
})
