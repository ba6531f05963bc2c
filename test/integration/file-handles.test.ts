/** A server that has few file handles, and more who want one. */
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { makeDataFolder, ServerProcess } from './server-process.ts'

const PATIENCE = { timeout: 30_000, interval: 50 }
const BODY = JSON.stringify({ email: 'nobody@example.org', password: 'not the right one' })

test('[F10] while more come than there are handles for, the log says so, and who is in is served, then as before', async () => {
  using folder = makeDataFolder()
  const server = await ServerProcess.start(folder.path, { fileHandles: 64, settings: { LOG: 'info' } })
  onTestFinished(async () => void (await server.end('SIGKILL')))
  const { port, origin } = new URL(server.address)
  const mine = connect(Number(port), '127.0.0.1').setEncoding('utf8')
  onTestFinished(() => void mine.destroy())
  await once(mine, 'connect')
  let heard = ''
  mine.on('data', (text: string) => (heard += text))

  const crowd = new Set<Socket>()
  let isOver = false
  const come = () => {
    if (isOver) return
    const socket = connect(Number(port), '127.0.0.1')
    crowd.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => {
      crowd.delete(socket)
      setImmediate(come)
    })
  }
  const go = () => {
    isOver = true
    for (const socket of crowd) socket.destroy()
  }
  onTestFinished(go)
  for (let count = 0; count < 40; count++) come()
  await vi.waitFor(() => expect(server.stderr()).toMatch(/accepts no.*ulimit -n/), PATIENCE)

  // What signs people in is a module of its own, and is loaded for the first of them.
  const head = ['POST /api/sign-in HTTP/1.1', `host: 127.0.0.1:${port}`, `origin: ${origin}`]
  head.push('content-type: application/json', `content-length: ${BODY.length}`)
  mine.write(`${head.join('\r\n')}\r\n\r\n${BODY}`)
  await vi.waitFor(() => expect(heard).toMatch('HTTP/1.1 401'), PATIENCE)
  mine.write(`GET /readyz HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n\r\n`)
  await vi.waitFor(() => expect(heard).toMatch('HTTP/1.1 503'), PATIENCE)

  go()
  await vi.waitFor(async () => expect((await fetch(`${server.address}readyz`)).status).toBe(200), PATIENCE)
  expect(server.stderr()).toMatch('file handles are available again')
  const headers = { origin, 'content-type': 'application/json' }
  const response = await fetch(`${server.address}api/sign-in`, { method: 'POST', headers, body: BODY })
  expect(response.status).toBe(401)
}, 60_000)
