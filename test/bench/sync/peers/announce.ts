import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on a free port and says which; the process ends when the bench does, whose pipe is our standard input. */
export function announce(server: Server): void {
  server.listen(0, '127.0.0.1', () => sayPort((server.address() as AddressInfo).port))
}

export function sayPort(port: number): void {
  process.stdin.on('end', () => process.exit()).resume()
  process.stdout.write(`port ${port}\n`)
}
