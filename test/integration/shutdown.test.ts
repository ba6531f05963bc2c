/** How the real server ends when it is told to: in time, with everything stored, or else it says of which rooms not. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

/** It must say within 100 ms that it is not ready, and end within 10 s; a busy machine gets more. */
const NOT_READY_WITHIN_MS = 2000
const ENDS_WITHIN_MS = 14_000

let folder: ReturnType<typeof makeDataFolder>
let server: ServerProcess
const tabs: RealTab[] = []

beforeEach(() => {
  folder = makeDataFolder()
})

afterEach(async () => {
  for (const tab of tabs.splice(0)) tab.close()
  await server.end('SIGKILL')
  folder[Symbol.dispose]()
})

test('told to end under load, it is not ready at once, stores everything and sends its people away to come back', async () => {
  server = await ServerProcess.start(folder.path)
  const { port } = server
  for (let n = 0; n < 10; n++) openTab()
  await until(() => tabs.every(({ isSaved }) => isSaved))
  const writing = setInterval(() => {
    for (const [n, tab] of tabs.entries()) tab.write(`${n} `)
  }, 5)
  await wait(300)
  let toldMs = Infinity
  let readyUntilMs = 0
  const asking = askWhetherReady((askedMs) => {
    readyUntilMs = Math.max(readyUntilMs, askedMs - toldMs)
  })
  await wait(100)
  toldMs = performance.now()
  const code = await server.end('SIGTERM')
  const endedMs = performance.now() - toldMs
  asking.stop()
  clearInterval(writing)
  expect(code).toBe(0)
  expect(readyUntilMs).toBeLessThan(NOT_READY_WITHIN_MS)
  expect(endedMs).toBeLessThan(ENDS_WITHIN_MS)
  await until(() => tabs.every(({ closeCodes }) => closeCodes.includes(4503)))
  console.log(`ready until ${readyUntilMs.toFixed(0)} ms after SIGTERM, ended after ${endedMs.toFixed(0)} ms`)

  server = await ServerProcess.start(folder.path, { port })
  await until(() => tabs.every(({ isSaved, text }) => isSaved && text === tabs[0]?.text))
})

test('while another program holds the database it ends in time all the same, with 1, and names the rooms', async () => {
  server = await ServerProcess.start(folder.path)
  const tab = openTab()
  await until(() => tab.isSaved)
  using other = new DatabaseSync(join(folder.path, 'coeval.sqlite'))
  other.exec('begin exclusive')
  tab.write('not stored')
  await until(() => tab.trouble !== undefined)
  const toldMs = performance.now()
  expect(await server.end('SIGTERM')).toBe(1)
  expect(performance.now() - toldMs).toBeLessThan(ENDS_WITHIN_MS)
  expectToNameTheRoom()
  await until(() => tab.closeCodes.includes(4503))
})

test('while the disk hangs it ends in time by force, names the rooms, and the tab has what was not stored', async () => {
  const orders = join(folder.path, 'orders')
  writeFileSync(orders, '')
  expect(spawnSync('mkfifo', [`${orders}.pipe`]).status).toBe(0)
  server = await ServerProcess.start(folder.path, { ordersFile: orders })
  const { port } = server
  const [tab, colleague] = [openTab(), openTab()]
  await until(() => tab.isSaved && colleague.isSaved)
  writeFileSync(orders, 'hang')
  tab.write('not stored ')
  await until(() => colleague.text === 'not stored ')
  // The disk hangs, and nobody's socket does.
  colleague.write('nor this ')
  await until(() => tab.text === 'nor this not stored ')
  expect((await fetch(`${server.address}readyz`)).status).toBe(503)
  const toldMs = performance.now()
  expect(await server.end('SIGTERM')).toBe(null)
  expect(performance.now() - toldMs).toBeLessThan(ENDS_WITHIN_MS)
  expectToNameTheRoom()
  await until(() => tab.closeCodes.includes(4503))

  writeFileSync(orders, '')
  server = await ServerProcess.start(folder.path, { port })
  await until(() => tab.isSaved && colleague.isSaved)
  const fresh = openTab()
  await until(() => fresh.provider.synced)
  expect(fresh.text).toBe('nor this not stored ')
})

function openTab(): RealTab {
  const tab = new RealTab(server, 'caj')
  tabs.push(tab)
  return tab
}

function expectToNameTheRoom(): void {
  const said = server.stderr()
  expect(said).toContain('"room":"caj","msg":"a room has changes that could not be stored"')
  expect(said).toContain('Coeval could not store the latest changes of: caj.')
}

/** Asks again and again; `onReady` hears when the question was asked to which the answer was yes. */
function askWhetherReady(onReady: (askedMs: number) => void): { stop(): void } {
  let isAsking = true
  const ask = async () => {
    while (isAsking) {
      const askedMs = performance.now()
      const isReady = await fetch(`${server.address}readyz`).then(
        ({ status }) => status === 200,
        () => false, // it does not listen any more
      )
      if (isReady) onReady(askedMs)
      await wait(2)
    }
  }
  void ask()
  return {
    stop() {
      isAsking = false
    },
  }
}
