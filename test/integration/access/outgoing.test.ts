/** The server calls nobody: it works without the internet, and tells nobody that it is there. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { bareEnv } from '../../server-env.ts'
import { until } from '../real-tab.ts'
import { account, done, Instance, PASSWORD } from './instance.ts'
import { Peers } from './peer.ts'

const HOOK = resolve(import.meta.dirname, 'outgoing-hook.ts')

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'coeval-outgoing-'))
  file = join(folder, 'calls')
})

afterEach(() => rmSync(folder, { recursive: true }))

test('whatever people do, no connection is made and no name is looked up', async () => {
  const instance = await Instance.start({ NODE_OPTIONS: `--import=${HOOK}`, COEVAL_TEST_OUTGOING: file })
  const peers = new Peers(() => instance.server.syncAddress)
  try {
    const room = await instance.chronology()
    const ada = await instance.account('Ada')
    await instance.addMember(room, ada, 'editor')
    const guest = await instance.guest(room, 'editor')
    await done(guest.send('POST', '/api/sign-up', account('Ben')))
    await done(guest.send('POST', '/api/sign-out', {}))
    await done(guest.send('POST', '/api/sign-in', account('Ben')))
    await done(guest.send('POST', '/api/me/password', { current: PASSWORD, next: `${PASSWORD}!` }))
    await instance.visitor().send('POST', '/api/sign-in', { email: 'x@tracker.example', password: 'wrong' })
    const program = await instance.program(ada, 'write')
    const tab = await peers.join(room, program)
    // [attack 18] An address in what people write is for their browsers, if at all.
    tab.doc.getMap('said').set('image', 'http://169.254.169.254/latest/meta-data')
    await until(() => tab.saved > 0)
    const { body } = await ada.send('GET', `/api/chronologies/${room}/export`)
    const images = { type: 'image', attrs: { src: 'http://tracker.example/x.png' } }
    const more = { ...(body as object), commentary: { type: 'doc', content: [images] } }
    await done(ada.send('POST', '/api/chronologies/import', more))
    for (const path of [
      'readyz',
      'metrics',
      'api/checkup?origin=http://evil.example',
      'c/caj',
      '.well-known/security.txt',
    ]) {
      await (await fetch(`${instance.address}${path}`)).arrayBuffer()
    }
    expect(calls()).toEqual([])
  } finally {
    peers.closeAll()
    await instance.close()
  }
})

test('the hook of this test would have seen it', async () => {
  const code = `fetch('http://127.0.0.1:59999/').catch(() => {}).then(() => fetch('http://name.invalid/')).catch(() => {})`
  const child = spawn(process.execPath, ['--import', HOOK, '-e', code], {
    env: { ...bareEnv(), COEVAL_TEST_OUTGOING: file },
  })
  await once(child, 'exit')
  expect(calls().join('\n')).toMatch(/connect .*127\.0\.0\.1[^]*name\.invalid/)
})

function calls(): string[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  expect(lines).toContain('watching')
  // It finds out where it is to listen.
  return lines.filter((line) => line !== 'watching' && line !== 'lookup 127.0.0.1')
}
