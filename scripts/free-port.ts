import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Below the ports that systems give to outgoing connections (Linux from 32768, macOS and Windows from 49152): such a
 * port stays free while the server of a test is ended and started again, however many others connect meanwhile.
 */
const FIRST = 15_000
const END = 32_000
const MAX_TRIES = 100

/** A TCP port on 127.0.0.1 that was free a moment ago. Rejects where none is found. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const port = randomInt(FIRST, END)
    if (await isFree(port)) return port
  }
  throw new Error(`no free port was found between ${FIRST} and ${END}`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
