/** How the real server ends when it is told to: in time, with everything stored, or else it says of which rooms not. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { RealTab, until } from './real-tab.ts'
import { makeDataFolder, ServerProcess } from './server-process.ts'

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
  const answers: Answer[] = []
  const asking = askWhetherReady((answer) => answers.push(answer))
  await until(() => answers.length > 0)
  const toldMs = performance.now()
  const code = await server.end('SIGTERM')
  const endedMs = performance.now() - toldMs
  asking.stop()
  clearInterval(writing)
  expect(code).toBe(0)
  const first = answers.findIndex(({ isReady }) => !isReady)
  expect(answers.slice(0, first).every(({ isReady }) => isReady)).toBe(true)
  expect(answers.slice(first).some(({ isReady }) => isReady)).toBe(false)
  await until(() => tabs.every(({ closeCodes }) => closeCodes.includes(4503)))
  const readyUntilMs = (answers[first - 1]?.askedMs ?? toldMs) - toldMs
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
  expect(await server.end('SIGTERM')).toBe(1)
  expectToNameTheRoom()
  await until(() => tab.closeCodes.includes(4503))
})

test('while the disk hangs it ends in time by force, names the rooms, and the tab has what was not stored', async () => {
  // Beside the data: in a folder with files of others the server would not begin.
  using elsewhere = makeDataFolder()
  const orders = join(elsewhere.path, 'orders')
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
  expect(await server.end('SIGTERM')).toBe(null)
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

interface Answer {
  askedMs: number
  isReady: boolean
}

/** Asks one question after the other. */
function askWhetherReady(hear: (answer: Answer) => void): { stop(): void } {
  let isAsking = true
  const ask = async () => {
    while (isAsking) {
      const askedMs = performance.now()
      const isReady = await fetch(`${server.address}readyz`).then(
        ({ status }) => status === 200,
        () => false, // it does not listen any more
      )
      hear({ askedMs, isReady })
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
