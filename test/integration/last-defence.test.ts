/** An error that nobody catches, in the real server: it is in the log and in the figures, and people work on. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

/** A busy machine takes seconds to start a server. */
const PATIENCE_MS = 5 * 60_000
const HOOK = join(import.meta.dirname, 'last-defence-hook.ts')

test('an exception and a rejected promise that nobody caught are written down, counted, and end nothing', {
  timeout: PATIENCE_MS,
}, async () => {
  using folder = makeDataFolder()
  const server = await ServerProcess.start(folder.path, { settings: { NODE_OPTIONS: `--import=${HOOK}` } })
  const tab = new RealTab(server, 'caj')
  try {
    await until(() => tab.isSaved)
    process.kill(server.pid, 'SIGUSR2')
    await until(
      () => server.stderr().includes('thrown by the test') && server.stderr().includes('rejected by the test'),
    )
    tab.write('goes on')
    await until(() => tab.isSaved)
    expect(tab.closeCodes).toEqual([])
    const figures = await (await fetch(`${server.address}metrics`)).text()
    expect(figures).toContain('coeval_uncaught_errors_total{origin="exception"} 1')
    expect(figures).toContain('coeval_uncaught_errors_total{origin="rejection"} 1')
    expect(figures).toContain('coeval_room_failures_total 0')
    expect(await server.end('SIGTERM')).toBe(0)
  } finally {
    tab.close()
    await server.end('SIGKILL')
  }
})
